//! A pool's `drop` joins its worker while the pool still holds the sender that keeps the worker waiting.
//!
//! outcome: deadlocked

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: Sender<Job>,
    worker: Option<JoinHandle<()>>,
}

impl Pool {
    fn new() -> Pool {
        let (jobs, inbox) = channel::<Job>();
        let worker = thread::spawn(move || inbox.into_iter().for_each(|job| job()));
        Pool { jobs, worker: Some(worker) }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.join().unwrap();
        }
    }
}

pub fn scenario() {
    let pool = Pool::new();
    pool.jobs.send(Box::new(|| {})).unwrap();
}
