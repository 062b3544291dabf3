//! Whoever sleeps less wakes first.

use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

pub fn outcome() -> String {
    let start = Instant::now();
    let (sender, receiver) = channel();
    for millis in [60, 20, 40] {
        let sender = sender.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(millis));
            sender.send(millis).unwrap();
        });
    }
    drop(sender);
    let order: Vec<u64> = receiver.iter().collect();
    format!("{order:?} {}", start.elapsed() >= Duration::from_millis(60))
}
