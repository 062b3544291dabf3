//! The number of guests is what the list says.
//!
//! outcome: passed

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Guests {
    names: Mutex<BTreeSet<&'static str>>,
}

impl Guests {
    fn enter(&self, name: &'static str) {
        self.names.lock().unwrap().insert(name);
    }

    fn count(&self) -> usize {
        self.names.lock().unwrap().len()
    }
}

pub fn scenario() {
    let guests = Arc::new(Guests::default());
    let ada = {
        let guests = Arc::clone(&guests);
        thread::spawn(move || guests.enter("ada"))
    };
    guests.enter("bob");
    assert!((1..=2).contains(&guests.count()));
    ada.join().unwrap();
    assert_eq!(guests.count(), 2);
}
