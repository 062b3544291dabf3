//! Stock is compared with zero and then taken: it goes below zero.
//!
//! outcome: failed
//! message: oversold

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

fn buy(stock: &AtomicI32) -> bool {
    if stock.load(Ordering::SeqCst) > 0 {
        stock.fetch_sub(1, Ordering::SeqCst);
        return true;
    }
    false
}

pub fn scenario() {
    let stock = Arc::new(AtomicI32::new(1));
    let other = {
        let stock = Arc::clone(&stock);
        thread::spawn(move || buy(&stock))
    };
    buy(&stock);
    other.join().unwrap();
    assert!(stock.load(Ordering::SeqCst) >= 0, "oversold");
}
