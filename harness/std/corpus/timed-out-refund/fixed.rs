//! After the time-out the state decides, not the time-out.
//!
//! outcome: passed

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
    let state = payment.state.lock().unwrap();
    let patience = Duration::from_millis(10);
    let (mut state, _) = payment.changed.wait_timeout_while(state, patience, |state| !state.confirmed).unwrap();
    if !state.confirmed {
        state.refunded = true;
    }
    drop(state);
    gateway.join().unwrap();
    let state = payment.state.lock().unwrap();
    assert!(state.confirmed != state.refunded, "confirmed or refunded, never both");
}
