//! Two scoped threads compare and raise under one guard.
//!
//! outcome: passed

use std::sync::Mutex;
use std::thread;

fn bid(highest: &Mutex<u32>, amount: u32) {
    let mut highest = highest.lock().unwrap();
    *highest = amount.max(*highest);
}

pub fn scenario() {
    let highest = Mutex::new(0);
    thread::scope(|room| {
        room.spawn(|| bid(&highest, 30));
        room.spawn(|| bid(&highest, 20));
    });
    assert_eq!(highest.into_inner().unwrap(), 30, "the highest bid wins");
}
