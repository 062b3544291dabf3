//! CS.arithmetic_prog_bad: a producer and a consumer over one place; the sum at the end is right, and the assertion
//! says that it is not, so every schedule fails.
//!
//! outcome: failed

use std::sync::{Condvar, Mutex};
use std::thread;

const N: u64 = 3;

#[derive(Default)]
struct Place {
    items: Mutex<u64>,
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
    let place = Place::default();
    let total = thread::scope(|scope| {
        scope.spawn(|| (0..N).for_each(|_| place.put()));
        let consumer = scope.spawn(|| {
            let mut total = 0;
            for item in 0..N {
                place.take();
                total += item;
            }
            total + N
        });
        consumer.join().unwrap()
    });
    assert_ne!(total, N * (N + 1) / 2);
}
