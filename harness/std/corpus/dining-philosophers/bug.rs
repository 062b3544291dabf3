//! Three philosophers each take the left fork first.
//!
//! outcome: deadlocked

use std::sync::Mutex;
use std::thread;

pub fn scenario() {
    let forks: Vec<Mutex<()>> = (0..3).map(|_| Mutex::new(())).collect();
    thread::scope(|table| {
        for seat in 0..3 {
            let (left, right) = (&forks[seat], &forks[(seat + 1) % 3]);
            table.spawn(move || {
                let _left = left.lock().unwrap();
                let _right = right.lock().unwrap();
            });
        }
    });
}
