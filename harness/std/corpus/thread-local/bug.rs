//! A thread-local counter is taken for a shared one: each thread counts its own.
//!
//! outcome: failed
//! message: two calls were counted

use std::cell::Cell;
use std::thread;

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

fn call() {
    CALLS.with(|calls| calls.set(calls.get() + 1));
}

pub fn scenario() {
    thread::spawn(call).join().unwrap();
    thread::spawn(call).join().unwrap();
    assert_eq!(CALLS.get(), 2, "two calls were counted");
}
