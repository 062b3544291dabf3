//! The virtual clock.

use std::time::Duration;

use super::Loc;
use crate::naming;
use crate::point::{Op, point};
use crate::task::Wait;
use crate::world::{self, World};

/// A reading of a task that may be waiting for the clock in a loop: so many at the same line, with nothing moving, let
/// others go first.
const READINGS: u32 = 100;

/// Reads the clock: time since the start of the execution. A learner's line is remembered as one that did so.
pub fn read(loc: Loc) -> Duration {
    if !world::active() {
        return Duration::ZERO;
    }
    let spins = world::with(|world| {
        if naming::is_learner(loc) && !world.wall_reads.contains(&loc) {
            world.wall_reads.push(loc);
        }
        world.spins_on_clock(loc)
    });
    if spins {
        point(Op { yields: true, ..Op::new("now", None, loc, Wait::Ready) });
    }
    crate::now()
}

/// Lets a task that polls a clock of its own, such as a port, be seen as one that waits.
pub fn poll(loc: Loc) {
    if world::active() && world::with(|world| world.spins_on_clock(loc)) {
        point(Op { yields: true, ..Op::new("now", None, loc, Wait::Ready) });
    }
}

/// Sleeps on the virtual clock.
pub fn sleep(duration: Duration, loc: Loc) {
    assert!(world::active(), "a sleep would block outside of an execution");
    let deadline = world::with(|world| world.deadline(duration));
    point(Op::new("sleep", None, loc, Wait::Sleep).until(Some(deadline)));
}

impl World {
    fn spins_on_clock(&mut self, loc: Loc) -> bool {
        let progress = self.progress;
        self.me().looks.count(progress, loc, None) > READINGS
    }
}
