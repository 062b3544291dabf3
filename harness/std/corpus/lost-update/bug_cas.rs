//! A compare-and-exchange whose failure nobody looks at.
//!
//! outcome: failed
//! message: two visitors came in

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn scenario() {
    let visitors = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let seen = visitors.load(Ordering::SeqCst);
                let _ = visitors.compare_exchange(seen, seen + 1, Ordering::SeqCst, Ordering::SeqCst);
            });
        }
    });
    assert_eq!(visitors.load(Ordering::SeqCst), 2, "two visitors came in");
}
