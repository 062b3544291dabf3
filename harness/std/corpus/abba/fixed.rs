//! Two transfers in opposite directions lock their accounts in the order of their numbers.
//!
//! outcome: passed

use std::sync::{Arc, Mutex};
use std::thread;

struct Account {
    number: u32,
    balance: Mutex<i64>,
}

fn transfer(from: &Account, to: &Account, amount: i64) {
    let (first, second) = if from.number < to.number { (from, to) } else { (to, from) };
    let mut first = first.balance.lock().unwrap();
    let mut second = second.balance.lock().unwrap();
    let (source, target) =
        if from.number < to.number { (&mut *first, &mut *second) } else { (&mut *second, &mut *first) };
    *source -= amount;
    *target += amount;
}

pub fn scenario() {
    let ada = Arc::new(Account { number: 1, balance: Mutex::new(100) });
    let bob = Arc::new(Account { number: 2, balance: Mutex::new(100) });
    let other = {
        let (ada, bob) = (Arc::clone(&ada), Arc::clone(&bob));
        thread::spawn(move || transfer(&ada, &bob, 10))
    };
    transfer(&bob, &ada, 20);
    other.join().unwrap();
    assert_eq!(*ada.balance.lock().unwrap(), 110);
    assert_eq!(*bob.balance.lock().unwrap(), 90);
}
