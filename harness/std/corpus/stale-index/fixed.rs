//! What is to go is found and removed under one guard.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

struct Queue(Mutex<Vec<&'static str>>);

impl Queue {
    fn leave(&self, name: &str) {
        self.0.lock().unwrap().retain(|waiting| *waiting != name);
    }
}

pub fn scenario() {
    let queue = Arc::new(Queue(Mutex::new(vec!["ada", "bob", "eve"])));
    let other = {
        let queue = Arc::clone(&queue);
        thread::spawn(move || queue.leave("ada"))
    };
    queue.leave("bob");
    other.join().unwrap();
    assert_eq!(*queue.0.lock().unwrap(), ["eve"]);
}
