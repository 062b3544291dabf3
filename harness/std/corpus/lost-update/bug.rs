//! Two visitors are counted by a load and a store: one of them is lost.
//!
//! outcome: failed
//! message: two visitors came in

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn scenario() {
    let visitors = Arc::new(AtomicU32::new(0));
    let doors: Vec<_> = (0..2)
        .map(|_| {
            let visitors = Arc::clone(&visitors);
            thread::spawn(move || {
                let seen = visitors.load(Ordering::SeqCst);
                visitors.store(seen + 1, Ordering::SeqCst);
            })
        })
        .collect();
    for door in doors {
        door.join().unwrap();
    }
    assert_eq!(visitors.load(Ordering::SeqCst), 2, "two visitors came in");
}
