//! Atomics: a point before each operation, and the value in the trace.

use std::fmt;

use super::{Loc, Subject};
use crate::driver::Choice;
use crate::point::{Op, identify, point};
use crate::task::Wait;
use crate::world::{self, World};

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

/// Whether a weak exchange that could succeed fails all the same. Bounded like spurious wake-ups, and together with them.
pub fn fails_for_no_reason() -> bool {
    world::try_with(|world| world.spurious_left > 0 && !world.closing && world.fail_exchange()).unwrap_or(false)
}

/// A fence, or a hint that the task spins.
pub fn plain(name: &'static str, loc: Loc) {
    if world::active() {
        point(Op::new(name, None, loc, Wait::Ready));
    }
}

impl World {
    fn fail_exchange(&mut self) -> bool {
        self.options.clear();
        self.options.extend([Choice::Run(self.current), Choice::Spurious(self.current)]);
        let fails = matches!(self.choose(1, false), Choice::Spurious(_));
        self.spurious_left -= u32::from(fails);
        fails
    }
}
