//! One lazy value asks for the other, from two threads.
//!
//! outcome: passed

use std::sync::LazyLock;
use std::thread;

static RATE: LazyLock<u64> = LazyLock::new(|| *CAP / 10);
static CAP: LazyLock<u64> = LazyLock::new(|| 100);

pub fn scenario() {
    let other = thread::spawn(|| *CAP);
    assert_eq!(*RATE, 10);
    assert_eq!(other.join().unwrap(), 100);
}
