//! A wait without a loop takes every wake-up for the signal, also one that nobody sent.
//!
//! outcome: failed
//! message: the door opened by itself

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub fn scenario() {
    let door = Arc::new((Mutex::new(false), Condvar::new()));
    let porter = {
        let door = Arc::clone(&door);
        thread::spawn(move || {
            *door.0.lock().unwrap() = true;
            door.1.notify_one();
        })
    };
    let mut open = door.0.lock().unwrap();
    if !*open {
        open = door.1.wait(open).unwrap();
    }
    assert!(*open, "the door opened by itself");
    drop(open);
    porter.join().unwrap();
}
