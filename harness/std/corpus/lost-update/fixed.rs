//! Two visitors are counted, each in one atomic step.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn scenario() {
    let visitors = Arc::new(AtomicU32::new(0));
    let doors: Vec<_> = (0..2)
        .map(|_| {
            let visitors = Arc::clone(&visitors);
            thread::spawn(move || {
                visitors.fetch_add(1, Ordering::SeqCst);
            })
        })
        .collect();
    for door in doors {
        door.join().unwrap();
    }
    assert_eq!(visitors.load(Ordering::SeqCst), 2, "two visitors came in");
}
