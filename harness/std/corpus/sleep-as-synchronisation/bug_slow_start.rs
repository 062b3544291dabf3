//! The main thread gives the worker a moment to start; on a busy machine it has not even started by then.
//!
//! outcome: failed
//! message: the worker has started

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

pub fn scenario() {
    let started = Arc::new(AtomicBool::new(false));
    let worker = {
        let started = Arc::clone(&started);
        thread::spawn(move || started.store(true, Ordering::SeqCst))
    };
    thread::sleep(Duration::from_millis(50));
    assert!(started.load(Ordering::SeqCst), "the worker has started");
    worker.join().unwrap();
}
