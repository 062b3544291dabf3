//! CS.deadlock01_bad: two threads take two locks in opposite orders.
//!
//! outcome: deadlocked

use std::sync::Mutex;
use std::thread;

pub fn scenario() {
    let (a, b) = (Mutex::new(1), Mutex::new(1));
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut first = a.lock().unwrap();
            let _second = b.lock().unwrap();
            *first += 1;
        });
        scope.spawn(|| {
            let mut first = b.lock().unwrap();
            let _second = a.lock().unwrap();
            *first -= 1;
        });
    });
}
