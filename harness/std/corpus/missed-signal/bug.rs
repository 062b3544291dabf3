//! The waiter waits for the signal itself, not for what it stands for: a signal that came earlier is lost.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn scenario() {
    let ready = Arc::new((Mutex::new(()), Condvar::new()));
    let server = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || ready.1.notify_one())
    };
    let guard = ready.0.lock().unwrap();
    drop(ready.1.wait(guard).unwrap());
    server.join().unwrap();
}
