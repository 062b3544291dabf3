//! The deadline is fixed once; each wake-up waits for what is left of it.
//!
//! outcome: passed
//! real: timing

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

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
    let deadline = Instant::now() + Duration::from_millis(10);
    let mut state = stock.state.lock().unwrap();
    while !state.1 {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        state = stock.changed.wait_timeout(state, left).unwrap().0;
    }
    let ticks = state.0;
    drop(state);
    ticker.join().unwrap();
    assert!(ticks < 10, "waited past the deadline");
}
