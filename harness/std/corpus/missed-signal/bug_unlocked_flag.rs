//! The flag is set without the lock, so it can change between the waiter's look and its wait.
//!
//! outcome: deadlocked

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Ready {
    flag: AtomicBool,
    lock: Mutex<()>,
    changed: Condvar,
}

pub fn scenario() {
    let ready = Arc::new(Ready::default());
    let server = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            ready.flag.store(true, Ordering::SeqCst);
            ready.changed.notify_one();
        })
    };
    let mut guard = ready.lock.lock().unwrap();
    while !ready.flag.load(Ordering::SeqCst) {
        guard = ready.changed.wait(guard).unwrap();
    }
    drop(guard);
    server.join().unwrap();
}
