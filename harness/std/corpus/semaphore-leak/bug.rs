//! A job that panics never gives its permit back, and the next one waits for ever.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Semaphore {
    permits: Mutex<u32>,
    released: Condvar,
}

impl Semaphore {
    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        *self.released.wait_while(permits, |permits| *permits == 0).unwrap() -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}

fn run(semaphore: &Semaphore, job: impl FnOnce()) {
    semaphore.acquire();
    job();
    semaphore.release();
}

pub fn scenario() {
    let semaphore = Arc::new(Semaphore { permits: Mutex::new(1), released: Condvar::new() });
    let faulty = {
        let semaphore = Arc::clone(&semaphore);
        thread::spawn(move || run(&semaphore, || panic!("the job failed")))
    };
    run(&semaphore, || {});
    assert!(faulty.join().is_err());
    run(&semaphore, || {});
}
