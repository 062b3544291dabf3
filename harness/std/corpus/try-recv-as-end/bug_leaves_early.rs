//! A cook takes one order and goes home; the second order was sent all the same, and is lost.
//!
//! outcome: failed
//! message: what was sent is cooked

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (orders, inbox) = channel::<u32>();
    let cook = thread::spawn(move || u32::from(inbox.recv().is_ok()));
    orders.send(1).unwrap();
    let sent = 1 + u32::from(orders.send(2).is_ok());
    assert_eq!(cook.join().unwrap(), sent, "what was sent is cooked");
}
