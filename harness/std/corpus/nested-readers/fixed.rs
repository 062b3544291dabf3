//! A thread reads once, and passes on what it read.
//!
//! outcome: passed

use std::sync::{Arc, RwLock};
use std::thread;

fn total(prices: &[u64]) -> u64 {
    prices.iter().sum()
}

pub fn scenario() {
    let prices = Arc::new(RwLock::new(vec![1, 2]));
    let writer = Arc::clone(&prices);
    let writer = thread::spawn(move || writer.write().unwrap().push(3));
    {
        let seen = prices.read().unwrap();
        assert!(total(&seen) >= seen[0]);
    }
    writer.join().unwrap();
}
