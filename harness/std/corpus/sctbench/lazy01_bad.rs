//! CS.lazy01_bad: three critical sections in any order; the third fails when it comes after both others.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

pub fn scenario() {
    let data = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| *data.lock().unwrap() += 1);
        scope.spawn(|| *data.lock().unwrap() += 2);
        scope.spawn(|| assert!(*data.lock().unwrap() < 3));
    });
}
