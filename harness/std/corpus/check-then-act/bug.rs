//! A seat is looked up in one critical section and booked in the next: both guests get it.
//!
//! outcome: failed
//! message: one guest has the seat

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;

struct Hall {
    seats: Mutex<BTreeMap<&'static str, &'static str>>,
}

impl Hall {
    fn is_free(&self, seat: &str) -> bool {
        !self.seats.lock().unwrap().contains_key(seat)
    }

    fn book(&self, seat: &'static str, guest: &'static str) -> bool {
        if !self.is_free(seat) {
            return false;
        }
        self.seats.lock().unwrap().insert(seat, guest);
        true
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
