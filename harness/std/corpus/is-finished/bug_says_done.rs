//! A worker that has said that it is done need not have ended yet.
//!
//! outcome: failed
//! message: done is done

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn scenario() {
    let done = Arc::new(AtomicBool::new(false));
    let worker = {
        let done = Arc::clone(&done);
        thread::spawn(move || done.store(true, Ordering::SeqCst))
    };
    while !done.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    assert!(worker.is_finished(), "done is done");
}
