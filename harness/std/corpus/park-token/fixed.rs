//! The flag is set before the token is given, and the waiter parks until it sees the flag.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn scenario() {
    let letter = Arc::new(AtomicBool::new(false));
    let parcel = Arc::new(AtomicBool::new(false));
    let main = thread::current();
    let courier = {
        let (letter, parcel) = (Arc::clone(&letter), Arc::clone(&parcel));
        thread::spawn(move || {
            letter.store(true, Ordering::SeqCst);
            main.unpark();
            parcel.store(true, Ordering::SeqCst);
            main.unpark();
        })
    };
    while !letter.load(Ordering::SeqCst) {
        thread::park();
    }
    while !parcel.load(Ordering::SeqCst) {
        thread::park();
    }
    courier.join().unwrap();
}
