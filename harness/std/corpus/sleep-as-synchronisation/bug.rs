//! The main thread sleeps for as long as the worker is thought to need.
//!
//! outcome: failed
//! message: the worker had time enough

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
    thread::sleep(Duration::from_millis(100));
    assert!(warm.load(Ordering::SeqCst), "the worker had time enough");
    worker.join().unwrap();
}
