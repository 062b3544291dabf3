//! A pool's `drop` gives up its sender first, so that the worker ends, and joins it then.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

type Job = Box<dyn FnOnce() + Send>;

struct Pool {
    jobs: Option<Sender<Job>>,
    worker: Option<JoinHandle<()>>,
}

impl Pool {
    fn new() -> Pool {
        let (jobs, inbox) = channel::<Job>();
        let worker = thread::spawn(move || inbox.into_iter().for_each(|job| job()));
        Pool { jobs: Some(jobs), worker: Some(worker) }
    }

    fn run(&self, job: Job) {
        self.jobs.as_ref().expect("open until dropped").send(job).unwrap();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(worker) = self.worker.take() {
            worker.join().unwrap();
        }
    }
}

pub fn scenario() {
    let done = Arc::new(AtomicU32::new(0));
    let pool = Pool::new();
    for _ in 0..2 {
        let done = Arc::clone(&done);
        pool.run(Box::new(move || {
            done.fetch_add(1, Ordering::SeqCst);
        }));
    }
    drop(pool);
    assert_eq!(done.load(Ordering::SeqCst), 2);
}
