//! The news are put into a queue while the lock is held, and told from there in order.
//!
//! outcome: passed

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

struct Ticker(Mutex<(u32, Sender<u32>)>);

impl Ticker {
    fn update(&self) {
        let mut ticker = self.0.lock().unwrap();
        ticker.0 += 1;
        ticker.1.send(ticker.0).unwrap();
    }
}

pub fn scenario() {
    let (news, inbox) = channel();
    let ticker = Arc::new(Ticker(Mutex::new((0, news))));
    let other = {
        let ticker = Arc::clone(&ticker);
        thread::spawn(move || ticker.update())
    };
    ticker.update();
    other.join().unwrap();
    drop(ticker);
    assert_eq!(inbox.iter().collect::<Vec<_>>(), [1, 2], "the last news is the newest");
}
