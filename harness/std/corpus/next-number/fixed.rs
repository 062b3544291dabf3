//! The next order number is taken and used under one guard.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

struct Orders(Mutex<Vec<usize>>);

impl Orders {
    fn place(&self) {
        let mut orders = self.0.lock().unwrap();
        let number = orders.len() + 1;
        orders.push(number);
    }
}

pub fn scenario() {
    let orders = Arc::new(Orders(Mutex::default()));
    let other = {
        let orders = Arc::clone(&orders);
        thread::spawn(move || orders.place())
    };
    orders.place();
    other.join().unwrap();
    assert_eq!(*orders.0.lock().unwrap(), [1, 2], "each order has a number of its own");
}
