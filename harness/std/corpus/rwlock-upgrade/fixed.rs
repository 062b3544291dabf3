//! The read lock is given back, the write lock is taken, and the value is looked at again.
//!
//! outcome: passed

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Default)]
struct Rate {
    known: RwLock<Option<u32>>,
    asked: AtomicU32,
}

impl Rate {
    fn get(&self) -> u32 {
        if let Some(rate) = *self.known.read().unwrap() {
            return rate;
        }
        let mut known = self.known.write().unwrap();
        *known.get_or_insert_with(|| {
            self.asked.fetch_add(1, Ordering::SeqCst);
            7
        })
    }
}

pub fn scenario() {
    let rate = Arc::new(Rate::default());
    let other = {
        let rate = Arc::clone(&rate);
        thread::spawn(move || rate.get())
    };
    assert_eq!(rate.get(), 7);
    assert_eq!(other.join().unwrap(), 7);
    assert_eq!(rate.asked.load(Ordering::SeqCst), 1, "asked the bank once");
}
