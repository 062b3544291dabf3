//! Two scoped threads compare with the maximum in one critical section and raise it in the next.
//!
//! outcome: failed
//! message: the highest bid wins

use std::sync::Mutex;
use std::thread;

fn bid(highest: &Mutex<u32>, amount: u32) {
    let current = *highest.lock().unwrap();
    if amount > current {
        *highest.lock().unwrap() = amount;
    }
}

pub fn scenario() {
    let highest = Mutex::new(0);
    thread::scope(|room| {
        room.spawn(|| bid(&highest, 30));
        room.spawn(|| bid(&highest, 20));
    });
    assert_eq!(highest.into_inner().unwrap(), 30, "the highest bid wins");
}
