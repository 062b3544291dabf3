//! CS.sync02_bad: the place starts with two items, so the consumer is done before the producer has had its second
//! turn.
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

    fn take(&self) {
        let items = self.items.lock().unwrap();
        *self.filled.wait_while(items, |items| *items == 0).unwrap() -= 1;
        self.emptied.notify_one();
    }
}

pub fn scenario() {
    let place = Place { items: Mutex::new(2), ..Place::default() };
    thread::scope(|scope| {
        scope.spawn(|| (0..2).for_each(|_| place.put()));
        scope.spawn(|| (0..2).for_each(|_| place.take()));
    });
}
