//! CS.sync01_bad: the producer waits for an empty place, and the consumer looks but takes nothing.
//!
//! outcome: deadlocked

use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Place {
    items: Mutex<u32>,
    emptied: Condvar,
    filled: Condvar,
}

impl Place {
    fn put(&self) {
        let items = self.items.lock().unwrap();
        *self.emptied.wait_while(items, |items| *items > 0).unwrap() += 1;
        self.filled.notify_one();
    }

    fn look(&self) {
        let items = self.items.lock().unwrap();
        drop(self.filled.wait_while(items, |items| *items == 0).unwrap());
        self.emptied.notify_one();
    }
}

pub fn scenario() {
    let place = Place { items: Mutex::new(1), ..Place::default() };
    thread::scope(|scope| {
        scope.spawn(|| place.put());
        scope.spawn(|| place.look());
    });
}
