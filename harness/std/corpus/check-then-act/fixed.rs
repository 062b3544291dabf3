//! A seat is looked up and booked in one critical section.
//!
//! outcome: passed

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex};
use std::thread;

struct Hall {
    seats: Mutex<BTreeMap<&'static str, &'static str>>,
}

impl Hall {
    fn book(&self, seat: &'static str, guest: &'static str) -> bool {
        match self.seats.lock().unwrap().entry(seat) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(guest);
                true
            }
        }
    }
}

pub fn scenario() {
    let hall = Arc::new(Hall { seats: Mutex::default() });
    let guests: Vec<_> = ["ada", "bob"]
        .into_iter()
        .map(|guest| {
            let hall = Arc::clone(&hall);
            thread::spawn(move || hall.book("A1", guest))
        })
        .collect();
    let booked = guests.into_iter().map(|guest| guest.join().unwrap());
    assert_eq!(booked.filter(|booked| *booked).count(), 1, "one guest has the seat");
}
