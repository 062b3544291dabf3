//! Hints; `spin_loop` is a point, and says that the task spins.

use std::panic::Location;

use kata_engine::sys;

pub use ::std::hint::*;

/// Lets other tasks go first, so that what this one waits for can happen.
#[track_caller]
pub fn spin_loop() {
    sys::thread::yield_now("spin_loop", Location::caller());
}
