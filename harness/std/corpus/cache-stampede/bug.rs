//! Two threads miss the cache at the same time, and both do the expensive work.
//!
//! outcome: failed
//! message: computed once

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Squares {
    cache: Mutex<HashMap<u32, u32>>,
    computed: AtomicU32,
}

impl Squares {
    fn get(&self, number: u32) -> u32 {
        let cached = self.cache.lock().unwrap().get(&number).copied();
        cached.unwrap_or_else(|| {
            self.computed.fetch_add(1, Ordering::SeqCst);
            let square = number * number;
            self.cache.lock().unwrap().insert(number, square);
            square
        })
    }
}

pub fn scenario() {
    let squares = Arc::new(Squares::default());
    let other = {
        let squares = Arc::clone(&squares);
        thread::spawn(move || squares.get(4))
    };
    squares.get(4);
    other.join().unwrap();
    assert_eq!(squares.computed.load(Ordering::SeqCst), 1, "computed once");
}
