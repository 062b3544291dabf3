//! Mutual exclusion with two flags and no turn: both raise theirs, and each waits for the other for ever.
//!
//! outcome: livelocked

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn visit(wants: &[AtomicBool; 2], me: usize) {
    wants[me].store(true, Ordering::SeqCst);
    while wants[1 - me].load(Ordering::SeqCst) {
        thread::yield_now();
    }
    wants[me].store(false, Ordering::SeqCst);
}

pub fn scenario() {
    let wants = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
    let other = {
        let wants = Arc::clone(&wants);
        thread::spawn(move || visit(&wants, 1))
    };
    visit(&wants, 0);
    other.join().unwrap();
}
