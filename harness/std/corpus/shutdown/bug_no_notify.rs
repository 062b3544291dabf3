//! The stop flag is set, but nobody wakes the worker that sleeps on the condition variable.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Worker {
    stop: Mutex<bool>,
    changed: Condvar,
}

pub fn scenario() {
    let worker = Arc::new(Worker::default());
    let thread = {
        let worker = Arc::clone(&worker);
        thread::spawn(move || {
            let stop = worker.stop.lock().unwrap();
            drop(worker.changed.wait_while(stop, |stop| !*stop).unwrap());
        })
    };
    *worker.stop.lock().unwrap() = true;
    thread.join().unwrap();
}
