//! `park_timeout` ends with the token, if that comes before the time is over.

use std::thread;
use std::time::{Duration, Instant};

pub fn outcome() -> String {
    let main = thread::current();
    let start = Instant::now();
    let thread = thread::spawn(move || main.unpark());
    thread::park_timeout(Duration::from_secs(30));
    let woken = start.elapsed() < Duration::from_secs(30);
    thread.join().unwrap();
    thread::park_timeout(Duration::from_millis(5));
    format!("{woken} {}", start.elapsed() >= Duration::from_millis(5))
}
