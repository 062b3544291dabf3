//! A scoped thread panics and nobody joins it by hand: the scope itself panics.
//!
//! outcome: failed
//! message: a scoped thread panicked

use std::thread;

pub fn scenario() {
    let halves = [[1, 2], [3, 0]];
    thread::scope(|scope| {
        for half in &halves {
            scope.spawn(move || half[0] / half[1]);
        }
    });
}
