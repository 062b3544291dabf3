//! Which locks a panic poisons: a mutex and a write lock, not a read lock; and how it is cured.

use std::sync::{Arc, Mutex, RwLock};
use std::thread;

pub fn outcome() -> String {
    let mutex = Arc::new(Mutex::new(1));
    let (read, written) = (Arc::new(RwLock::new(1)), Arc::new(RwLock::new(1)));
    let (m, r, w) = (Arc::clone(&mutex), Arc::clone(&read), Arc::clone(&written));
    let error = thread::spawn(move || {
        let _mutex = m.lock();
        let _read = r.read();
        let _written = w.write();
        panic!("poison");
    })
    .join()
    .unwrap_err();
    let message = error.downcast_ref::<&str>().copied();
    let poisoned = (mutex.is_poisoned(), read.is_poisoned(), written.is_poisoned());
    let shown = format!("{mutex:?} {}", mutex.lock().unwrap_err());
    mutex.clear_poison();
    format!("{message:?} {poisoned:?} {shown} {:?}", mutex.lock().map(|guard| *guard))
}
