//! Two locks in opposite orders, made harmless: whoever fails to get the second gives back the first and waits a
//! while.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn with_both(first: &Mutex<u32>, second: &Mutex<u32>, pause: Duration) {
    loop {
        let mut one = first.lock().unwrap();
        if let Ok(mut two) = second.try_lock() {
            *one += 1;
            *two += 1;
            return;
        }
        drop(one);
        thread::sleep(pause);
    }
}

pub fn scenario() {
    let left = Arc::new(Mutex::new(0));
    let right = Arc::new(Mutex::new(0));
    let other = {
        let (left, right) = (Arc::clone(&left), Arc::clone(&right));
        thread::spawn(move || with_both(&left, &right, Duration::from_millis(1)))
    };
    with_both(&right, &left, Duration::from_millis(2));
    other.join().unwrap();
    assert_eq!((*left.lock().unwrap(), *right.lock().unwrap()), (2, 2));
}
