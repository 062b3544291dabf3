//! A compare-and-exchange that is tried again when it fails.
//!
//! outcome: passed

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn scenario() {
    let visitors = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut seen = visitors.load(Ordering::SeqCst);
                while let Err(now) = visitors.compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst) {
                    seen = now;
                }
            });
        }
    });
    assert_eq!(visitors.load(Ordering::SeqCst), 2, "two visitors came in");
}
