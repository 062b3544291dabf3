//! The main thread waits for the worker, however long it takes.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

pub fn scenario() {
    let warm = Arc::new(AtomicBool::new(false));
    let worker = {
        let warm = Arc::clone(&warm);
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(100));
            warm.store(true, Ordering::SeqCst);
        })
    };
    worker.join().unwrap();
    assert!(warm.load(Ordering::SeqCst), "the worker is done");
}
