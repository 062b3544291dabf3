//! One customer's panic under the lock poisons it, and the next customer's `unwrap` panics too.
//!
//! outcome: failed
//! message: PoisonError

use std::sync::{Arc, Mutex};
use std::thread;

fn withdraw(balance: &Mutex<u32>, amount: u32) -> u32 {
    let mut balance = balance.lock().unwrap();
    *balance = balance.checked_sub(amount).expect("covered");
    *balance
}

pub fn scenario() {
    let balance = Arc::new(Mutex::new(10));
    let greedy = {
        let balance = Arc::clone(&balance);
        thread::spawn(move || withdraw(&balance, 50))
    };
    assert!(greedy.join().is_err());
    withdraw(&balance, 5);
}
