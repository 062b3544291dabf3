//! Stock is taken only where it is above zero, in one atomic update.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;

fn buy(stock: &AtomicI32) -> bool {
    let take = |left: i32| (left > 0).then(|| left - 1);
    stock.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_ok()
}

pub fn scenario() {
    let stock = Arc::new(AtomicI32::new(1));
    let other = {
        let stock = Arc::clone(&stock);
        thread::spawn(move || buy(&stock))
    };
    let mine = buy(&stock);
    assert_ne!(mine, other.join().unwrap(), "one of two buyers gets it");
    assert_eq!(stock.load(Ordering::SeqCst), 0);
}
