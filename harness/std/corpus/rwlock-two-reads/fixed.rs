//! The read lock is taken once, and what is read under it is handed on.
//!
//! outcome: passed

use std::sync::{Arc, RwLock};
use std::thread;

struct Prices(RwLock<Vec<u32>>);

impl Prices {
    fn mean(&self) -> u32 {
        let prices = self.0.read().unwrap();
        prices.iter().sum::<u32>() / prices.len() as u32
    }
}

pub fn scenario() {
    let prices = Arc::new(Prices(RwLock::new(vec![1, 3])));
    let writer = {
        let prices = Arc::clone(&prices);
        thread::spawn(move || prices.0.write().unwrap().push(5))
    };
    let mean = prices.mean();
    writer.join().unwrap();
    assert!(mean == 2 || mean == 3);
}
