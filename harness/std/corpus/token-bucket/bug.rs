//! Two callers refill the same bucket for the same second.
//!
//! outcome: failed
//! message: two tokens for two seconds
//! real: slow

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

struct Bucket {
    tokens: Mutex<u64>,
    refilled: Mutex<Instant>,
}

impl Bucket {
    fn refill(&self) {
        let since = *self.refilled.lock().unwrap();
        let earned = since.elapsed().as_secs();
        if earned > 0 {
            *self.tokens.lock().unwrap() += earned;
            *self.refilled.lock().unwrap() = since + Duration::from_secs(earned);
        }
    }
}

pub fn scenario() {
    let bucket = Arc::new(Bucket { tokens: Mutex::new(0), refilled: Mutex::new(Instant::now()) });
    thread::sleep(Duration::from_secs(2));
    let other = {
        let bucket = Arc::clone(&bucket);
        thread::spawn(move || bucket.refill())
    };
    bucket.refill();
    other.join().unwrap();
    assert_eq!(*bucket.tokens.lock().unwrap(), 2, "two tokens for two seconds");
}
