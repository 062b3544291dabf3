//! A barrier for three, and two who come.
//!
//! outcome: deadlocked

use std::sync::{Arc, Barrier};
use std::thread;

pub fn scenario() {
    // The main thread was counted, but it only joins.
    let barrier = Arc::new(Barrier::new(3));
    let workers: Vec<_> = (0..2)
        .map(|_| {
            let barrier = Arc::clone(&barrier);
            thread::spawn(move || barrier.wait().is_leader())
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
}
