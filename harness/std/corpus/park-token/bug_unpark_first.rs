//! The token is given before the flag is set: the waiter takes it, sees no flag, and parks for good.
//!
//! outcome: deadlocked

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub fn scenario() {
    let parcel = Arc::new(AtomicBool::new(false));
    let main = thread::current();
    let courier = {
        let parcel = Arc::clone(&parcel);
        thread::spawn(move || {
            main.unpark();
            parcel.store(true, Ordering::SeqCst);
        })
    };
    while !parcel.load(Ordering::SeqCst) {
        thread::park();
    }
    courier.join().unwrap();
}
