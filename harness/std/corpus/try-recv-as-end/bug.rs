//! An empty channel is taken for a closed one.
//!
//! outcome: failed
//! message: every order is cooked

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (orders, inbox) = channel();
    let waiter = thread::spawn(move || {
        orders.send(1).unwrap();
        orders.send(2).unwrap();
    });
    let mut cooked = Vec::new();
    while let Ok(order) = inbox.try_recv() {
        cooked.push(order);
    }
    waiter.join().unwrap();
    assert_eq!(cooked, [1, 2], "every order is cooked");
}
