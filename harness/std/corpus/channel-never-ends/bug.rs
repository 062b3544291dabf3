//! The consumer reads until all senders are gone, but the main thread keeps the one that it cloned from.
//!
//! outcome: deadlocked

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (orders, inbox) = channel();
    let cook = thread::spawn(move || inbox.iter().sum::<u32>());
    for table in 1..=2 {
        let orders = orders.clone();
        thread::spawn(move || orders.send(table).unwrap());
    }
    assert_eq!(cook.join().unwrap(), 3);
}
