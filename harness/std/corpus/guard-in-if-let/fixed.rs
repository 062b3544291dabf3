//! The guard ends with its statement; the block comes after it.
//!
//! outcome: passed

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

struct Jobs(Mutex<VecDeque<u32>>);

impl Jobs {
    fn run_one(&self) {
        let job = self.0.lock().unwrap().pop_front();
        if let Some(job) = job {
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
    let left = jobs.0.lock().unwrap().len();
    assert!(left <= 1);
}
