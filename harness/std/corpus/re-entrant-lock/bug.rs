//! A method that holds the lock calls another one that takes it.
//!
//! outcome: deadlocked

use std::sync::Mutex;

struct Cart(Mutex<Vec<u32>>);

impl Cart {
    fn total(&self) -> u32 {
        self.0.lock().unwrap().iter().sum()
    }

    fn add(&self, price: u32) -> u32 {
        let mut prices = self.0.lock().unwrap();
        prices.push(price);
        self.total()
    }
}

pub fn scenario() {
    let cart = Cart(Mutex::default());
    cart.add(3);
}
