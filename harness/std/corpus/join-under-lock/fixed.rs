//! The lock is given back before the thread is joined.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

pub fn scenario() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let writer = {
        let log = Arc::clone(&log);
        thread::spawn(move || log.lock().unwrap().push("worker"))
    };
    log.lock().unwrap().push("main");
    writer.join().unwrap();
    assert_eq!(log.lock().unwrap().len(), 2);
}
