//! A waiter holds an outer lock that the notifier needs on its way in.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Shop {
    door: Mutex<()>,
    stock: Mutex<u32>,
    delivered: Condvar,
}

impl Shop {
    fn buy(&self) {
        let _door = self.door.lock().unwrap();
        let stock = self.stock.lock().unwrap();
        *self.delivered.wait_while(stock, |stock| *stock == 0).unwrap() -= 1;
    }

    fn deliver(&self) {
        let _door = self.door.lock().unwrap();
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
