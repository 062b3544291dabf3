//! Two initialisers: one runs, and both callers see its value.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn outcome() -> String {
    let cell = OnceLock::new();
    let runs = AtomicU32::new(0);
    let make = |value: u32| {
        *cell.get_or_init(|| {
            runs.fetch_add(1, Ordering::SeqCst);
            thread::yield_now();
            value
        })
    };
    let (one, two) = thread::scope(|scope| {
        let one = scope.spawn(|| make(1));
        let two = scope.spawn(|| make(2));
        (one.join().unwrap(), two.join().unwrap())
    });
    format!("{one} {two} {} {:?}", runs.load(Ordering::SeqCst), cell.into_inner())
}
