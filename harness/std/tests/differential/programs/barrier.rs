//! Either of two may lead, and never both.

use std::sync::{Arc, Barrier};
use std::thread;

pub fn outcome() -> String {
    let barrier = Arc::new(Barrier::new(2));
    let other = Arc::clone(&barrier);
    let thread = thread::spawn(move || other.wait().is_leader());
    let mine = barrier.wait();
    format!("{} {}", mine.is_leader(), thread.join().unwrap())
}
