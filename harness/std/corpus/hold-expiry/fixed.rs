//! A seat is held for ten seconds. The timer frees it only if it is still held.
//!
//! outcome: passed
//! real: slow

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Seat {
    Held,
    Sold,
    Free,
}

const HOLD: Duration = Duration::from_secs(10);

pub fn scenario() {
    let seat = Arc::new(Mutex::new(Seat::Held));
    let timer = {
        let seat = Arc::clone(&seat);
        thread::spawn(move || {
            thread::sleep(HOLD);
            let mut seat = seat.lock().unwrap();
            if *seat == Seat::Held {
                *seat = Seat::Free;
            }
        })
    };
    thread::sleep(HOLD);
    let paid = {
        let mut seat = seat.lock().unwrap();
        let held = *seat == Seat::Held;
        if held {
            *seat = Seat::Sold;
        }
        held
    };
    timer.join().unwrap();
    let expected = if paid { Seat::Sold } else { Seat::Free };
    assert_eq!(*seat.lock().unwrap(), expected, "a paid seat stays sold");
}
