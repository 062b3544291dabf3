//! Whoever finds the lock taken steps back and tries again.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

fn count(total: &Mutex<u32>) {
    loop {
        if let Ok(mut total) = total.try_lock() {
            *total += 1;
            return;
        }
        thread::yield_now();
    }
}

pub fn scenario() {
    let total = Arc::new(Mutex::new(0));
    let other = {
        let total = Arc::clone(&total);
        thread::spawn(move || count(&total))
    };
    count(&total);
    other.join().unwrap();
    assert_eq!(*total.lock().unwrap(), 2, "both were counted");
}
