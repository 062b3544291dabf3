//! What is dropped while a thread unwinds, in which order, and who is panicking.

use std::sync::{Arc, Mutex};
use std::thread;

struct Noisy(&'static str, Arc<Mutex<Vec<String>>>);

impl Drop for Noisy {
    fn drop(&mut self) {
        self.1.lock().unwrap().push(format!("{} {}", self.0, thread::panicking()));
    }
}

pub fn outcome() -> String {
    let log = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&log);
    let failed = thread::spawn(move || {
        let _first = Noisy("first", Arc::clone(&own));
        let _second = Noisy("second", own);
        panic!("{}", 42);
    })
    .join();
    let said = failed.unwrap_err().downcast::<String>().map(|text| *text).ok();
    drop(Noisy("third", Arc::clone(&log)));
    format!("{said:?} {:?}", log.lock().unwrap())
}
