//! A strong exchange fails only where somebody was there first.
//!
//! outcome: passed

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

fn claim(seat: &AtomicU32, guest: u32) -> bool {
    seat.compare_exchange(0, guest, Ordering::SeqCst, Ordering::SeqCst).is_ok()
}

pub fn scenario() {
    let seats = [AtomicU32::new(0), AtomicU32::new(0)];
    let (ada, bob) = thread::scope(|scope| {
        let ada = scope.spawn(|| claim(&seats[0], 1));
        let bob = scope.spawn(|| claim(&seats[1], 2));
        (ada.join().unwrap(), bob.join().unwrap())
    });
    assert!(ada && bob, "the seat was free");
}
