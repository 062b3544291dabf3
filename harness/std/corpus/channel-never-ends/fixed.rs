//! The main thread drops the sender that it cloned from, so the channel ends with the last clone.
//!
//! outcome: passed

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (orders, inbox) = channel();
    let cook = thread::spawn(move || inbox.iter().sum::<u32>());
    for table in 1..=2 {
        let orders = orders.clone();
        thread::spawn(move || orders.send(table).unwrap());
    }
    drop(orders);
    assert_eq!(cook.join().unwrap(), 3);
}
