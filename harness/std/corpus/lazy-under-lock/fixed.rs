//! The lazy value is forced before the lock is taken, and initialised once.
//!
//! outcome: passed

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::thread;

type Lazy = LazyLock<u32, Box<dyn FnOnce() -> u32 + Send>>;

pub fn scenario() {
    let rates = Arc::new(Mutex::new(vec![3, 4]));
    let runs = Arc::new(AtomicU32::new(0));
    let sum: Arc<Lazy> = {
        let (rates, runs) = (Arc::clone(&rates), Arc::clone(&runs));
        Arc::new(LazyLock::new(Box::new(move || {
            runs.fetch_add(1, Ordering::SeqCst);
            rates.lock().unwrap().iter().sum()
        })))
    };
    let reader = {
        let sum = Arc::clone(&sum);
        thread::spawn(move || **sum)
    };
    let total = **sum;
    rates.lock().unwrap().push(total);
    assert_eq!(reader.join().unwrap(), 7);
    assert_eq!(runs.load(Ordering::SeqCst), 1, "initialised once");
}
