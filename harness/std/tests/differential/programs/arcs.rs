//! A thread that was joined has given up what it captured.

use std::sync::{Arc, Weak};
use std::thread;

pub fn outcome() -> String {
    let shared = Arc::new(7);
    let weak: Weak<i32> = Arc::downgrade(&shared);
    let own = Arc::clone(&shared);
    let thread = thread::spawn(move || Arc::strong_count(&own) > 1);
    let seen = thread.join().unwrap();
    let count = Arc::strong_count(&shared);
    let value = Arc::try_unwrap(shared).unwrap();
    format!("{seen} {count} {value} {:?}", weak.upgrade())
}
