//! CS.reorder_4_bad: 3 threads set two variables one after the other, 1 checks that both are old or both new.
//!
//! outcome: failed

use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::thread;

const SETTERS: usize = 3;
const CHECKERS: usize = 1;

pub fn scenario() {
    let (a, b) = (AtomicI32::new(0), AtomicI32::new(0));
    thread::scope(|scope| {
        for _ in 0..SETTERS {
            scope.spawn(|| {
                a.store(1, SeqCst);
                b.store(-1, SeqCst);
            });
        }
        for _ in 0..CHECKERS {
            scope.spawn(|| {
                let old = a.load(SeqCst) == 0 && b.load(SeqCst) == 0;
                assert!(old || (a.load(SeqCst) == 1 && b.load(SeqCst) == -1));
            });
        }
    });
}
