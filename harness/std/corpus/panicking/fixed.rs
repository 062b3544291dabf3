//! A thread panics; the others are not panicking, and its locks are poisoned.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

pub fn scenario() {
    let guarded = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&guarded);
    let clumsy = thread::spawn(move || {
        let _guard = theirs.lock().unwrap();
        panic!("boom");
    });
    let calm = thread::spawn(|| {
        for _ in 0..2 {
            thread::yield_now();
            assert!(!thread::panicking());
        }
    });
    let payload = clumsy.join().unwrap_err();
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"boom"));
    calm.join().unwrap();
    assert!(guarded.is_poisoned());
    guarded.clear_poison();
    assert_eq!(*guarded.lock().unwrap(), 1);
}
