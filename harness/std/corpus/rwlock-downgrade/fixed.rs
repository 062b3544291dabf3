//! A writer that becomes a reader sees what it wrote: no one writes in between.
//!
//! outcome: passed

use std::sync::{Arc, RwLock, RwLockWriteGuard};
use std::thread;

pub fn scenario() {
    let value = Arc::new(RwLock::new(0));
    let crew: Vec<_> = (1..=2)
        .map(|n| {
            let value = Arc::clone(&value);
            thread::spawn(move || {
                let mut guard = value.write().unwrap();
                *guard = n;
                let seen = RwLockWriteGuard::downgrade(guard);
                thread::yield_now();
                assert_eq!(*seen, n);
            })
        })
        .collect();
    for thread in crew {
        thread.join().unwrap();
    }
}
