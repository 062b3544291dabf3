//! A poll that sleeps between two looks.
//!
//! outcome: passed

use std::thread;
use std::time::Duration;

pub fn scenario() {
    let worker = thread::spawn(|| thread::sleep(Duration::from_millis(25)));
    while !worker.is_finished() {
        thread::sleep(Duration::from_millis(10));
    }
    worker.join().unwrap();
}
