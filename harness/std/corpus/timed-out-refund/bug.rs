//! A payment that is confirmed at the very moment of the time-out is refunded as well: the waiter trusts `timed_out`
//! and does not look at the state again.
//!
//! outcome: failed
//! message: confirmed and refunded

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Default)]
struct Payment {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    confirmed: bool,
    refunded: bool,
}

pub fn scenario() {
    let payment = Arc::new(Payment::default());
    let gateway = {
        let payment = Arc::clone(&payment);
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(10));
            let mut state = payment.state.lock().unwrap();
            if !state.refunded {
                state.confirmed = true;
            }
            payment.changed.notify_all();
        })
    };
    let mut state = payment.state.lock().unwrap();
    while !state.confirmed {
        let (woken, result) = payment.changed.wait_timeout(state, Duration::from_millis(10)).unwrap();
        state = woken;
        if result.timed_out() {
            state.refunded = true;
            break;
        }
    }
    drop(state);
    gateway.join().unwrap();
    let state = payment.state.lock().unwrap();
    assert!(!(state.confirmed && state.refunded), "confirmed and refunded");
}
