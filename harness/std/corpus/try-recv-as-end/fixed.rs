//! Only a disconnected channel is the end; an empty one is polled again.
//!
//! outcome: passed

use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

pub fn scenario() {
    let (orders, inbox) = channel();
    let waiter = thread::spawn(move || {
        orders.send(1).unwrap();
        orders.send(2).unwrap();
    });
    let mut cooked = Vec::new();
    loop {
        match inbox.try_recv() {
            Ok(order) => cooked.push(order),
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => break,
        }
    }
    waiter.join().unwrap();
    assert_eq!(cooked, [1, 2], "every order is cooked");
}
