//! The same with `spin_loop`, the hint to the processor: impolite, but right.
//!
//! outcome: passed

use std::hint;
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
        hint::spin_loop();
    }
    porter.join().unwrap();
}
