//! The waiter waits for a flag that is set under the lock.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn scenario() {
    let ready = Arc::new((Mutex::new(false), Condvar::new()));
    let server = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            *ready.0.lock().unwrap() = true;
            ready.1.notify_one();
        })
    };
    let mut is_ready = ready.0.lock().unwrap();
    while !*is_ready {
        is_ready = ready.1.wait(is_ready).unwrap();
    }
    drop(is_ready);
    server.join().unwrap();
}
