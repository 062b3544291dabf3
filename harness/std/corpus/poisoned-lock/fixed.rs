//! What can fail is checked without a panic; and a lock that someone else poisoned still guards a valid number.
//!
//! outcome: passed

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

fn withdraw(balance: &Mutex<u32>, amount: u32) -> Option<u32> {
    let mut balance = balance.lock().unwrap_or_else(PoisonError::into_inner);
    *balance = balance.checked_sub(amount)?;
    Some(*balance)
}

pub fn scenario() {
    let balance = Arc::new(Mutex::new(10));
    let faulty = {
        let balance = Arc::clone(&balance);
        thread::spawn(move || {
            let _guard = balance.lock();
            panic!("an auditor trips over the cable");
        })
    };
    let greedy = {
        let balance = Arc::clone(&balance);
        thread::spawn(move || withdraw(&balance, 50))
    };
    assert!(faulty.join().is_err());
    assert_eq!(greedy.join().unwrap(), None);
    assert!(balance.is_poisoned());
    assert_eq!(withdraw(&balance, 5), Some(5));
}
