//! The initialiser of a lazy value panics once, and the value can never be used again.
//!
//! outcome: failed
//! message: LazyLock instance has previously been poisoned

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;

type Lazy = LazyLock<u32, Box<dyn FnOnce() -> u32 + Send>>;

pub fn scenario() {
    let online = Arc::new(AtomicBool::new(false));
    let rate: Arc<Lazy> = {
        let online = Arc::clone(&online);
        Arc::new(LazyLock::new(Box::new(move || {
            assert!(online.load(Ordering::SeqCst), "the bank is offline");
            7
        })))
    };
    let early = {
        let rate = Arc::clone(&rate);
        thread::spawn(move || **rate)
    };
    assert!(early.join().is_err());
    online.store(true, Ordering::SeqCst);
    assert_eq!(**rate, 7);
}
