//! The counter is behind a lock, but it is read in one critical section and written in another.
//!
//! outcome: failed
//! message: two visitors came in

use std::sync::{Arc, Mutex};
use std::thread;

struct Visitors(Mutex<u32>);

impl Visitors {
    fn get(&self) -> u32 {
        *self.0.lock().unwrap()
    }

    fn set(&self, value: u32) {
        *self.0.lock().unwrap() = value;
    }
}

pub fn scenario() {
    let visitors = Arc::new(Visitors(Mutex::new(0)));
    let doors: Vec<_> = (0..2)
        .map(|_| {
            let visitors = Arc::clone(&visitors);
            thread::spawn(move || visitors.set(visitors.get() + 1))
        })
        .collect();
    for door in doors {
        door.join().unwrap();
    }
    assert_eq!(visitors.get(), 2, "two visitors came in");
}
