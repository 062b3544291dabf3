//! Who finds a lock taken, and how it shows in `Debug`.

use std::sync::{Arc, Mutex};
use std::thread;

pub fn outcome() -> String {
    let lock = Arc::new(Mutex::new(5));
    let held = lock.lock().unwrap();
    let other = Arc::clone(&lock);
    let taken =
        thread::spawn(move || other.try_lock().map(|guard| *guard).map_err(|error| format!("{error:?} {error}")))
            .join()
            .unwrap();
    let shown = format!("{lock:?} {held:?} {held}");
    drop(held);
    let other = Arc::clone(&lock);
    let thread = thread::spawn(move || *other.lock().unwrap() += 1);
    let raced = lock.try_lock().map(|guard| *guard).ok();
    thread.join().unwrap();
    format!("{taken:?} {shown} {raced:?} {lock:?}")
}
