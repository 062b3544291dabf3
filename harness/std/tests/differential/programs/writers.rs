//! A writer waits for the readers that were there first; what it writes is seen whole.

use std::sync::{Arc, RwLock};
use std::thread;

pub fn outcome() -> String {
    let lock = Arc::new(RwLock::new(vec![0]));
    let reading = lock.read().unwrap();
    let other = Arc::clone(&lock);
    let writer = thread::spawn(move || {
        let mut list = other.write().unwrap();
        list.push(1);
        list.push(2);
    });
    let before = reading.len();
    drop(reading);
    let between = lock.read().unwrap().len();
    writer.join().unwrap();
    let after = lock.try_read().unwrap().len();
    format!("{before} {between} {after}")
}
