//! A reader asks for the write lock while it still holds its read lock.
//!
//! outcome: deadlocked

use std::sync::{Arc, RwLock};
use std::thread;

struct Rate(RwLock<Option<u32>>);

impl Rate {
    fn get(&self) -> u32 {
        let known = self.0.read().unwrap();
        match *known {
            Some(rate) => rate,
            None => {
                let mut known = self.0.write().unwrap();
                *known.get_or_insert(7)
            }
        }
    }
}

pub fn scenario() {
    let rate = Arc::new(Rate(RwLock::new(None)));
    let other = {
        let rate = Arc::clone(&rate);
        thread::spawn(move || rate.get())
    };
    rate.get();
    other.join().unwrap();
}
