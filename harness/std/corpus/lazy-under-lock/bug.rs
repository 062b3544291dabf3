//! A lazy value's initialiser takes a lock; another thread forces the value while it holds that lock.
//!
//! outcome: deadlocked

use std::sync::{Arc, LazyLock, Mutex};
use std::thread;

type Lazy = LazyLock<u32, Box<dyn FnOnce() -> u32 + Send>>;

pub fn scenario() {
    let rates = Arc::new(Mutex::new(vec![3, 4]));
    let sum: Arc<Lazy> = {
        let rates = Arc::clone(&rates);
        Arc::new(LazyLock::new(Box::new(move || rates.lock().unwrap().iter().sum())))
    };
    let reader = {
        let sum = Arc::clone(&sum);
        thread::spawn(move || **sum)
    };
    {
        let mut rates = rates.lock().unwrap();
        let total = **sum;
        rates.push(total);
    }
    reader.join().unwrap();
}
