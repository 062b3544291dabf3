//! A latch that counts down under the lock which its waiters hold while they look.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Latch {
    left: Mutex<u32>,
    open: Condvar,
}

impl Latch {
    fn count_down(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.open.notify_all();
        }
    }

    fn wait(&self) {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = self.open.wait(left).unwrap();
        }
    }
}

pub fn scenario() {
    let latch = Arc::new(Latch { left: Mutex::new(2), open: Condvar::new() });
    for _ in 0..2 {
        let latch = Arc::clone(&latch);
        thread::spawn(move || latch.count_down());
    }
    latch.wait();
    assert_eq!(*latch.left.lock().unwrap(), 0);
}
