//! Two kinds of waiters share a condition variable, and `notify_one` wakes the one that cannot go on.
//!
//! outcome: deadlocked

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Kitchen {
    served: Mutex<(u32, u32)>,
    changed: Condvar,
}

impl Kitchen {
    fn await_soup(&self) {
        let served = self.served.lock().unwrap();
        drop(self.changed.wait_while(served, |(soup, _)| *soup == 0).unwrap());
    }

    fn await_cake(&self) {
        let served = self.served.lock().unwrap();
        drop(self.changed.wait_while(served, |(_, cake)| *cake == 0).unwrap());
    }

    fn serve(&self, soup: u32, cake: u32) {
        let mut served = self.served.lock().unwrap();
        served.0 += soup;
        served.1 += cake;
        self.changed.notify_one();
    }
}

pub fn scenario() {
    let kitchen = Arc::new(Kitchen::default());
    let soup = {
        let kitchen = Arc::clone(&kitchen);
        thread::spawn(move || kitchen.await_soup())
    };
    let cake = {
        let kitchen = Arc::clone(&kitchen);
        thread::spawn(move || kitchen.await_cake())
    };
    kitchen.serve(1, 0);
    soup.join().unwrap();
    kitchen.serve(0, 1);
    cake.join().unwrap();
}
