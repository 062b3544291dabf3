//! CS.wronglock_3_bad: one thread updates a value under one lock, 3 others update it under another.
//!
//! outcome: failed

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

const OTHERS: usize = 3;

fn increment(value: &AtomicU32) {
    let seen = value.load(SeqCst);
    value.store(seen + 1, SeqCst);
}

pub fn scenario() {
    let value = AtomicU32::new(0);
    let (right, wrong) = (Mutex::new(()), Mutex::new(()));
    thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = right.lock().unwrap();
            let before = value.load(SeqCst);
            increment(&value);
            assert_eq!(value.load(SeqCst), before + 1);
        });
        for _ in 0..OTHERS {
            scope.spawn(|| {
                let _guard = wrong.lock().unwrap();
                increment(&value);
            });
        }
    });
}
