//! A seat is held for ten seconds. The timer frees it without a look whether it was paid for in the last moment.
//!
//! outcome: failed
//! message: a paid seat stays sold
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
            *seat.lock().unwrap() = Seat::Free;
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
    assert!(!paid || *seat.lock().unwrap() == Seat::Sold, "a paid seat stays sold");
}
