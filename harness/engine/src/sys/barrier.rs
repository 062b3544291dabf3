//! Barriers.

use super::{Loc, Subject};
use crate::point::{Op, identify, point};
use crate::task::Wait;
use crate::world;

/// Waits until `parties` tasks have come. Returns whether this one came last.
pub fn wait(subject: Subject<'_>, parties: usize, loc: Loc) -> bool {
    if !world::active() {
        assert!(parties <= 1, "a barrier would block outside of an execution");
        return true;
    }
    let id = identify(&subject, loc);
    point(Op::new("wait", Some(id), loc, Wait::Ready));
    let generation = world::with(|world| {
        world.moved();
        let barrier = world.barrier(id);
        barrier.arrived += 1;
        if barrier.arrived < parties {
            return Some(barrier.generation);
        }
        barrier.arrived = 0;
        barrier.generation += 1;
        None
    });
    if let Some(generation) = generation {
        point(Op::new("pass", Some(id), loc, Wait::Generation(id, generation)));
    }
    generation.is_none()
}
