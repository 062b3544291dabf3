//! The cache holds a cell for each key: the second thread waits for the first one's result, and other keys are free.
//!
//! outcome: passed

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

#[derive(Default)]
struct Squares {
    cache: Mutex<HashMap<u32, Arc<OnceLock<u32>>>>,
    computed: AtomicU32,
}

impl Squares {
    fn get(&self, number: u32) -> u32 {
        let cell = Arc::clone(self.cache.lock().unwrap().entry(number).or_default());
        *cell.get_or_init(|| {
            self.computed.fetch_add(1, Ordering::SeqCst);
            number * number
        })
    }
}

pub fn scenario() {
    let squares = Arc::new(Squares::default());
    let other = {
        let squares = Arc::clone(&squares);
        thread::spawn(move || squares.get(4))
    };
    assert_eq!(squares.get(4), 16);
    assert_eq!(other.join().unwrap(), 16);
    assert_eq!(squares.computed.load(Ordering::SeqCst), 1, "computed once");
}
