//! Two transfers in opposite directions lock their accounts in opposite orders.
//!
//! outcome: deadlocked

use std::sync::{Arc, Mutex};
use std::thread;

struct Account {
    balance: Mutex<i64>,
}

fn transfer(from: &Account, to: &Account, amount: i64) {
    let mut source = from.balance.lock().unwrap();
    let mut target = to.balance.lock().unwrap();
    *source -= amount;
    *target += amount;
}

pub fn scenario() {
    let ada = Arc::new(Account { balance: Mutex::new(100) });
    let bob = Arc::new(Account { balance: Mutex::new(100) });
    let other = {
        let (ada, bob) = (Arc::clone(&ada), Arc::clone(&bob));
        thread::spawn(move || transfer(&ada, &bob, 10))
    };
    transfer(&bob, &ada, 20);
    other.join().unwrap();
}
