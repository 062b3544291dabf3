//! A condition variable that nobody signals, and one that somebody does.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

pub fn outcome() -> String {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let guard = pair.0.lock().unwrap();
    let (guard, alone) = pair.1.wait_timeout_while(guard, Duration::from_millis(1), |ready| !*ready).unwrap();
    drop(guard);
    let other = Arc::clone(&pair);
    let thread = thread::spawn(move || {
        *other.0.lock().unwrap() = true;
        other.1.notify_all();
    });
    let guard = pair.0.lock().unwrap();
    let (guard, signalled) = pair.1.wait_timeout_while(guard, Duration::from_secs(5), |ready| !*ready).unwrap();
    let ready = *guard;
    drop(guard);
    thread.join().unwrap();
    format!("{alone:?} {signalled:?} {ready}")
}
