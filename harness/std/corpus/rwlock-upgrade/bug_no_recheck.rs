//! The read lock is given back before the write lock is taken, but nobody looks again what happened in between.
//!
//! outcome: failed
//! message: asked the bank once

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
        self.asked.fetch_add(1, Ordering::SeqCst);
        *known = Some(7);
        7
    }
}

pub fn scenario() {
    let rate = Arc::new(Rate::default());
    let other = {
        let rate = Arc::clone(&rate);
        thread::spawn(move || rate.get())
    };
    rate.get();
    other.join().unwrap();
    assert_eq!(rate.asked.load(Ordering::SeqCst), 1, "asked the bank once");
}
