//! Atomics: a point before each operation, and the value in the trace.

use std::fmt;

use super::{Loc, Subject};
use crate::point::{Op, identify, point};
use crate::task::Wait;
use crate::world;

/// The point before an operation.
pub fn before(subject: Subject<'_>, name: &'static str, loc: Loc) {
    if world::active() {
        let id = identify(&subject, loc);
        point(Op::new(name, Some(id), loc, Wait::Ready));
    } else {
        super::lock::refresh_outside(&subject);
    }
}

/// What the operation did: whether it changed anything, and the value for the timeline.
pub fn after(changed: bool, value: &dyn fmt::Debug) {
    world::try_with(|world| {
        if changed {
            world.moved();
        }
        if world.limits.trace {
            world.set_value(format!("{value:?}"));
        }
    });
}

/// A fence, or a hint that the task spins.
pub fn plain(name: &'static str, loc: Loc) {
    if world::active() {
        point(Op::new(name, None, loc, Wait::Ready));
    }
}
