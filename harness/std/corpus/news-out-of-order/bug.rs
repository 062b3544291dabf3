//! The lock is given back before the subscriber is told, so the older price can arrive last.
//!
//! outcome: failed
//! message: the last news is the newest

use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Ticker {
    version: Mutex<u32>,
    heard: Mutex<Vec<u32>>,
}

impl Ticker {
    fn update(&self) {
        let version = {
            let mut version = self.version.lock().unwrap();
            *version += 1;
            *version
        };
        self.heard.lock().unwrap().push(version);
    }
}

pub fn scenario() {
    let ticker = Arc::new(Ticker::default());
    let other = {
        let ticker = Arc::clone(&ticker);
        thread::spawn(move || ticker.update())
    };
    ticker.update();
    other.join().unwrap();
    assert_eq!(ticker.heard.lock().unwrap().last(), Some(&2), "the last news is the newest");
}
