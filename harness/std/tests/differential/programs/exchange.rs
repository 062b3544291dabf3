//! Store buffering: with sequential consistency at least one of the two sees the other's store.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn outcome() -> String {
    let flags = Arc::new([AtomicBool::new(false), AtomicBool::new(false)]);
    let other = Arc::clone(&flags);
    let thread = thread::spawn(move || {
        other[0].store(true, Ordering::SeqCst);
        other[1].load(Ordering::SeqCst)
    });
    flags[1].store(true, Ordering::SeqCst);
    let mine = flags[0].load(Ordering::SeqCst);
    format!("{mine} {}", thread.join().unwrap())
}
