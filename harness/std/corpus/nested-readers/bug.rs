//! A thread reads within a read while a writer waits: under the RwLock of Linux the inner read comes after the writer.
//!
//! outcome: deadlocked

use std::sync::{Arc, RwLock};
use std::thread;

fn total(prices: &RwLock<Vec<u64>>) -> u64 {
    prices.read().unwrap().iter().sum()
}

pub fn scenario() {
    let prices = Arc::new(RwLock::new(vec![1, 2]));
    let writer = Arc::clone(&prices);
    let writer = thread::spawn(move || writer.write().unwrap().push(3));
    {
        let seen = prices.read().unwrap();
        assert!(total(&prices) >= seen[0]);
    }
    writer.join().unwrap();
}
