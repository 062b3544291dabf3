//! A thread spins on a flag that nobody sets any more.
//!
//! outcome: livelocked

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn scenario() {
    let open = Arc::new(AtomicBool::new(false));
    let porter = {
        let open = Arc::clone(&open);
        thread::spawn(move || {
            open.store(true, Ordering::SeqCst);
            // The porter shuts the door again, whether or not anyone came in.
            open.store(false, Ordering::SeqCst);
        })
    };
    while !open.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    porter.join().unwrap();
}
