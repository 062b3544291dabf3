//! CS.phase01_bad: each of two threads takes a lock and never gives it back, so the other waits for ever.
//!
//! outcome: deadlocked

use std::mem;
use std::sync::Mutex;
use std::thread;

fn phases(x: &Mutex<()>, y: &Mutex<()>) {
    drop(x.lock().unwrap());
    mem::forget(x.lock().unwrap());
    drop(y.lock().unwrap());
    drop(y.lock().unwrap());
}

pub fn scenario() {
    let (x, y) = (Mutex::new(()), Mutex::new(()));
    thread::scope(|scope| {
        scope.spawn(|| phases(&x, &y));
        scope.spawn(|| phases(&x, &y));
    });
}
