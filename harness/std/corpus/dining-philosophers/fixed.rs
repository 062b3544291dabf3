//! Three philosophers each take the fork with the lower number first.
//!
//! outcome: passed

use std::sync::Mutex;
use std::thread;

pub fn scenario() {
    let forks: Vec<Mutex<u32>> = (0..3).map(|_| Mutex::new(0)).collect();
    thread::scope(|table| {
        for seat in 0..3 {
            let next = (seat + 1) % 3;
            let (first, second) = (&forks[seat.min(next)], &forks[seat.max(next)]);
            table.spawn(move || {
                let mut first = first.lock().unwrap();
                let mut second = second.lock().unwrap();
                *first += 1;
                *second += 1;
            });
        }
    });
    let meals: u32 = forks.iter().map(|fork| *fork.lock().unwrap()).sum();
    assert_eq!(meals, 6, "each philosopher ate once, with two forks");
}
