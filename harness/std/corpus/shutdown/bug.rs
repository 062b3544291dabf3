//! The stop flag is set outside the lock: it can change between the worker's look and its wait, and the wake-up is
//! lost.
//!
//! outcome: deadlocked

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Worker {
    jobs: Mutex<Vec<u32>>,
    stop: AtomicBool,
    changed: Condvar,
}

impl Worker {
    fn run(&self) {
        let mut jobs = self.jobs.lock().unwrap();
        while !self.stop.load(Ordering::SeqCst) {
            jobs.clear();
            jobs = self.changed.wait(jobs).unwrap();
        }
    }
}

pub fn scenario() {
    let worker = Arc::new(Worker::default());
    let thread = {
        let worker = Arc::clone(&worker);
        thread::spawn(move || worker.run())
    };
    worker.stop.store(true, Ordering::SeqCst);
    worker.changed.notify_all();
    thread.join().unwrap();
}
