//! Readers share, writers do not, and neither sees a half-written value.

use std::sync::{Arc, RwLock};
use std::thread;

pub fn outcome() -> String {
    let lock = Arc::new(RwLock::new((0, 0)));
    let one = lock.read().unwrap();
    let shared = lock.try_read().is_ok();
    let exclusive = lock.try_write().is_ok();
    drop(one);
    let writing = lock.write().unwrap();
    let while_written = lock.try_read().is_err();
    drop(writing);
    let other = Arc::clone(&lock);
    let thread = thread::spawn(move || {
        let mut pair = other.write().unwrap();
        pair.0 = 1;
        pair.1 = 1;
    });
    let seen = *lock.read().unwrap();
    thread.join().unwrap();
    format!("{shared} {exclusive} {while_written} {seen:?} {lock:?}")
}
