//! Whoever finds the lock taken goes home without counting.
//!
//! outcome: failed
//! message: both were counted

use std::sync::{Arc, Mutex};
use std::thread;

fn count(total: &Mutex<u32>) {
    if let Ok(mut total) = total.try_lock() {
        *total += 1;
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
