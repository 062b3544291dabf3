//! A reader takes the read lock a second time while a writer waits in between: std lets the writer go first, so the
//! reader waits for the writer and the writer for the reader.
//!
//! outcome: deadlocked

use std::sync::{Arc, RwLock};
use std::thread;

struct Prices(RwLock<Vec<u32>>);

impl Prices {
    fn sum(&self) -> u32 {
        self.0.read().unwrap().iter().sum()
    }

    fn mean(&self) -> u32 {
        let prices = self.0.read().unwrap();
        self.sum() / prices.len() as u32
    }
}

pub fn scenario() {
    let prices = Arc::new(Prices(RwLock::new(vec![1, 3])));
    let writer = {
        let prices = Arc::clone(&prices);
        thread::spawn(move || prices.0.write().unwrap().push(5))
    };
    prices.mean();
    writer.join().unwrap();
}
