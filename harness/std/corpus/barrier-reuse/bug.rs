//! A home-made barrier that is used twice: a fast thread starts the second round before a slow one has left the first.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Gate {
    size: u32,
    arrived: Mutex<u32>,
    full: Condvar,
}

impl Gate {
    fn pass(&self) {
        let mut arrived = self.arrived.lock().unwrap();
        *arrived += 1;
        if *arrived == self.size {
            *arrived = 0;
            self.full.notify_all();
        } else {
            while *arrived != 0 {
                arrived = self.full.wait(arrived).unwrap();
            }
        }
    }
}

pub fn scenario() {
    let gate = Arc::new(Gate { size: 2, arrived: Mutex::new(0), full: Condvar::new() });
    let other = {
        let gate = Arc::clone(&gate);
        thread::spawn(move || (0..2).for_each(|_| gate.pass()))
    };
    (0..2).for_each(|_| gate.pass());
    other.join().unwrap();
}
