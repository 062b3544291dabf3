//! The tokens and the time of the last refill change together.
//!
//! outcome: passed
//! real: slow

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

struct Bucket(Mutex<(u64, Instant)>);

impl Bucket {
    fn refill(&self) {
        let mut bucket = self.0.lock().unwrap();
        let earned = bucket.1.elapsed().as_secs();
        bucket.0 += earned;
        bucket.1 += Duration::from_secs(earned);
    }
}

pub fn scenario() {
    let bucket = Arc::new(Bucket(Mutex::new((0, Instant::now()))));
    thread::sleep(Duration::from_secs(2));
    let other = {
        let bucket = Arc::clone(&bucket);
        thread::spawn(move || bucket.refill())
    };
    bucket.refill();
    other.join().unwrap();
    assert_eq!(bucket.0.lock().unwrap().0, 2, "two tokens for two seconds");
}
