//! The guard in the head of an `if let` lives as long as its block, and the block locks again.
//!
//! outcome: deadlocked

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

struct Jobs(Mutex<VecDeque<u32>>);

impl Jobs {
    fn run_one(&self) {
        if let Some(job) = self.0.lock().unwrap().pop_front() {
            if job > 1 {
                self.0.lock().unwrap().push_back(job - 1);
            }
        }
    }
}

pub fn scenario() {
    let jobs = Arc::new(Jobs(Mutex::new(VecDeque::from([2]))));
    let other = {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || jobs.run_one())
    };
    jobs.run_one();
    other.join().unwrap();
}
