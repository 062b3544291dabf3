//! A latch that counts down outside its lock: the last one may wake nobody, just before the waiter falls asleep.
//!
//! outcome: deadlocked

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Latch {
    left: AtomicU32,
    lock: Mutex<()>,
    open: Condvar,
}

impl Latch {
    fn count_down(&self) {
        if self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.open.notify_all();
        }
    }

    fn wait(&self) {
        let mut guard = self.lock.lock().unwrap();
        while self.left.load(Ordering::SeqCst) > 0 {
            guard = self.open.wait(guard).unwrap();
        }
    }
}

pub fn scenario() {
    let latch = Arc::new(Latch { left: AtomicU32::new(2), lock: Mutex::new(()), open: Condvar::new() });
    for _ in 0..2 {
        let latch = Arc::clone(&latch);
        thread::spawn(move || latch.count_down());
    }
    latch.wait();
}
