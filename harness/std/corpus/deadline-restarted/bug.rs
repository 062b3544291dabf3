//! Each wake-up starts the whole time-out again, so a caller with 10 ms of patience waits for ever longer.
//!
//! outcome: failed
//! message: waited past the deadline

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Default)]
struct Stock {
    state: Mutex<(u32, bool)>,
    changed: Condvar,
}

pub fn scenario() {
    let stock = Arc::new(Stock::default());
    let ticker = {
        let stock = Arc::clone(&stock);
        thread::spawn(move || {
            for _ in 0..10 {
                thread::sleep(Duration::from_millis(6));
                stock.state.lock().unwrap().0 += 1;
                stock.changed.notify_all();
            }
        })
    };
    let mut state = stock.state.lock().unwrap();
    while !state.1 {
        let (woken, result) = stock.changed.wait_timeout(state, Duration::from_millis(10)).unwrap();
        state = woken;
        if result.timed_out() {
            break;
        }
    }
    let ticks = state.0;
    drop(state);
    ticker.join().unwrap();
    assert!(ticks < 10, "waited past the deadline");
}
