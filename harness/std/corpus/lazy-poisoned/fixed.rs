//! A `OnceLock` is not poisoned by an initialiser that panics: the next caller tries again.
//!
//! outcome: passed

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

fn rate_of(rate: &OnceLock<u32>, online: &AtomicBool) -> u32 {
    *rate.get_or_init(|| {
        assert!(online.load(Ordering::SeqCst), "the bank is offline");
        7
    })
}

pub fn scenario() {
    let online = Arc::new(AtomicBool::new(false));
    let rate = Arc::new(OnceLock::new());
    let early = {
        let (rate, online) = (Arc::clone(&rate), Arc::clone(&online));
        thread::spawn(move || rate_of(&rate, &online))
    };
    assert!(early.join().is_err());
    online.store(true, Ordering::SeqCst);
    assert_eq!(rate_of(&rate, &online), 7);
}
