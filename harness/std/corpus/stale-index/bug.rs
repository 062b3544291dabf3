//! A position is looked up in one critical section and removed in the next, when the list has moved on.
//!
//! outcome: failed

use std::sync::{Arc, Mutex};
use std::thread;

struct Queue(Mutex<Vec<&'static str>>);

impl Queue {
    fn leave(&self, name: &str) {
        let found = self.0.lock().unwrap().iter().position(|waiting| *waiting == name);
        if let Some(position) = found {
            self.0.lock().unwrap().remove(position);
        }
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
