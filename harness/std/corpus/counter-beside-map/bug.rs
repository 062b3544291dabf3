//! The number of guests stands beside the list of guests and is updated outside its lock.
//!
//! outcome: failed
//! message: the count is that of the list

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Guests {
    names: Mutex<BTreeSet<&'static str>>,
    count: AtomicUsize,
}

impl Guests {
    fn enter(&self, name: &'static str) {
        if self.names.lock().unwrap().insert(name) {
            self.count.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn check(&self) {
        let names = self.names.lock().unwrap();
        assert_eq!(names.len(), self.count.load(Ordering::SeqCst), "the count is that of the list");
    }
}

pub fn scenario() {
    let guests = Arc::new(Guests::default());
    let ada = {
        let guests = Arc::clone(&guests);
        thread::spawn(move || guests.enter("ada"))
    };
    guests.enter("bob");
    guests.check();
    ada.join().unwrap();
}
