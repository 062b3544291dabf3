//! Whoever sees the flag sees what was written before it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

pub fn outcome() -> String {
    let (value, ready) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            value.store(9, Ordering::Relaxed);
            ready.store(true, Ordering::Release);
        });
        let seen = ready.load(Ordering::Acquire);
        format!("{seen} {}", if seen { value.load(Ordering::Relaxed) } else { 9 })
    })
}
