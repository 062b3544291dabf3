//! A waiter holds nothing but the lock that its condition variable gives back.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Shop {
    stock: Mutex<u32>,
    delivered: Condvar,
}

impl Shop {
    fn buy(&self) {
        let stock = self.stock.lock().unwrap();
        *self.delivered.wait_while(stock, |stock| *stock == 0).unwrap() -= 1;
    }

    fn deliver(&self) {
        *self.stock.lock().unwrap() += 1;
        self.delivered.notify_one();
    }
}

pub fn scenario() {
    let shop = Arc::new(Shop::default());
    let customer = {
        let shop = Arc::clone(&shop);
        thread::spawn(move || shop.buy())
    };
    shop.deliver();
    customer.join().unwrap();
}
