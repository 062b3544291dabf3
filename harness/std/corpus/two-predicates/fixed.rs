//! Each kind of waiter has a condition variable of its own.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Kitchen {
    served: Mutex<(u32, u32)>,
    soup_came: Condvar,
    cake_came: Condvar,
}

impl Kitchen {
    fn await_soup(&self) {
        let served = self.served.lock().unwrap();
        drop(self.soup_came.wait_while(served, |(soup, _)| *soup == 0).unwrap());
    }

    fn await_cake(&self) {
        let served = self.served.lock().unwrap();
        drop(self.cake_came.wait_while(served, |(_, cake)| *cake == 0).unwrap());
    }

    fn serve_soup(&self) {
        self.served.lock().unwrap().0 += 1;
        self.soup_came.notify_one();
    }

    fn serve_cake(&self) {
        self.served.lock().unwrap().1 += 1;
        self.cake_came.notify_one();
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
    kitchen.serve_soup();
    soup.join().unwrap();
    kitchen.serve_cake();
    cake.join().unwrap();
}
