//! Two lazy values ask for each other, from two threads.
//!
//! outcome: deadlocked

use std::sync::LazyLock;
use std::thread;

static RATE: LazyLock<u64> = LazyLock::new(|| *CAP / 10);
static CAP: LazyLock<u64> = LazyLock::new(|| 10 * *RATE);

pub fn scenario() {
    let other = thread::spawn(|| *CAP);
    let rate = *RATE;
    assert_eq!(other.join().unwrap(), 10 * rate);
}
