//! A thread spins politely on a flag that is set in the end.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn scenario() {
    let open = Arc::new(AtomicBool::new(false));
    let porter = {
        let open = Arc::clone(&open);
        thread::spawn(move || open.store(true, Ordering::SeqCst))
    };
    while !open.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    porter.join().unwrap();
}
