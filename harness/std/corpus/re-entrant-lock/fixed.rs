//! What both methods need is a function of what the lock guards.
//!
//! outcome: passed

use std::sync::Mutex;

struct Cart(Mutex<Vec<u32>>);

fn total_of(prices: &[u32]) -> u32 {
    prices.iter().sum()
}

impl Cart {
    fn total(&self) -> u32 {
        total_of(&self.0.lock().unwrap())
    }

    fn add(&self, price: u32) -> u32 {
        let mut prices = self.0.lock().unwrap();
        prices.push(price);
        total_of(&prices)
    }
}

pub fn scenario() {
    let cart = Cart(Mutex::default());
    assert_eq!(cart.add(3), 3);
    assert_eq!(cart.total(), 3);
}
