//! A thread is joined while the lock that it needs is held.
//!
//! outcome: deadlocked

use std::sync::{Arc, Mutex};
use std::thread;

pub fn scenario() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let writer = {
        let log = Arc::clone(&log);
        thread::spawn(move || log.lock().unwrap().push("worker"))
    };
    let mut lines = log.lock().unwrap();
    lines.push("main");
    writer.join().unwrap();
}
