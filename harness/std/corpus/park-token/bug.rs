//! `park` without a loop takes any token for the signal, here one that was meant for the step before.
//!
//! outcome: failed
//! message: the parcel is here

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
    // If the letter was here already, nobody has taken its token.
    if !parcel.load(Ordering::SeqCst) {
        thread::park();
    }
    assert!(parcel.load(Ordering::SeqCst), "the parcel is here");
    courier.join().unwrap();
}
