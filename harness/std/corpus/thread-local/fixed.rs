//! Each thread counts for itself and hands its count over when it ends.
//!
//! outcome: passed

use std::cell::Cell;
use std::thread;

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

fn call() -> u32 {
    CALLS.with(|calls| calls.set(calls.get() + 1));
    CALLS.get()
}

pub fn scenario() {
    let threads = [thread::spawn(call), thread::spawn(call)];
    let total: u32 = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(total, 2, "two calls were counted");
    assert_eq!(CALLS.get(), 0, "the main thread made none");
}
