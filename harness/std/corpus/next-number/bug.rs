//! The next order number is the length of the list, read in a critical section of its own.
//!
//! outcome: failed
//! message: each order has a number of its own

use std::sync::{Arc, Mutex};
use std::thread;

struct Orders(Mutex<Vec<usize>>);

impl Orders {
    fn next_number(&self) -> usize {
        self.0.lock().unwrap().len() + 1
    }

    fn place(&self) {
        let number = self.next_number();
        self.0.lock().unwrap().push(number);
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
