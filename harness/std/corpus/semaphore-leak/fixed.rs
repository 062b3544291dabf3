//! A permit is a value whose drop gives it back, also while a job's panic unwinds.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Semaphore {
    permits: Mutex<u32>,
    released: Condvar,
}

struct Permit<'a>(&'a Semaphore);

impl Semaphore {
    fn acquire(&self) -> Permit<'_> {
        let permits = self.permits.lock().unwrap();
        *self.released.wait_while(permits, |permits| *permits == 0).unwrap() -= 1;
        Permit(self)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.permits.lock().unwrap() += 1;
        self.0.released.notify_one();
    }
}

fn run(semaphore: &Semaphore, job: impl FnOnce()) {
    let _permit = semaphore.acquire();
    job();
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
    assert_eq!(*semaphore.permits.lock().unwrap(), 1, "every permit is back");
}
