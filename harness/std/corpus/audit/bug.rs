//! An auditor reads one account, then the other, while money moves between them.
//!
//! outcome: failed
//! message: no money appears or vanishes

use std::sync::{Arc, Mutex};
use std::thread;

struct Bank {
    savings: Mutex<i64>,
    current: Mutex<i64>,
}

impl Bank {
    fn save(&self, amount: i64) {
        *self.current.lock().unwrap() -= amount;
        *self.savings.lock().unwrap() += amount;
    }

    fn total(&self) -> i64 {
        let savings = *self.savings.lock().unwrap();
        let current = *self.current.lock().unwrap();
        savings + current
    }
}

pub fn scenario() {
    let bank = Arc::new(Bank { savings: Mutex::new(0), current: Mutex::new(100) });
    let saver = {
        let bank = Arc::clone(&bank);
        thread::spawn(move || bank.save(30))
    };
    assert_eq!(bank.total(), 100, "no money appears or vanishes");
    saver.join().unwrap();
}
