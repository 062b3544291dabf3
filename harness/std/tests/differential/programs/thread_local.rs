//! Each thread has a value of its own, which is dropped when the thread ends.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex};
use std::thread;

struct Noisy(Arc<Mutex<Vec<&'static str>>>);

impl Drop for Noisy {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("dropped");
    }
}

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(1) };
    static KEPT: RefCell<Vec<Noisy>> = RefCell::new(Vec::new());
}

pub fn outcome() -> String {
    let log = Arc::new(Mutex::new(Vec::new()));
    COUNT.set(5);
    let own = Arc::clone(&log);
    let thread = thread::spawn(move || {
        KEPT.with_borrow_mut(|kept| kept.push(Noisy(Arc::clone(&own))));
        own.lock().unwrap().push("running");
        COUNT.replace(2)
    });
    let theirs = thread.join().unwrap();
    format!("{theirs} {} {:?}", COUNT.get(), log.lock().unwrap())
}
