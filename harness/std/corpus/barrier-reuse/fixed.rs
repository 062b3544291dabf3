//! A home-made barrier that counts its rounds: a waiter waits for the end of its own round.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Gate {
    size: u32,
    state: Mutex<(u32, u32)>,
    full: Condvar,
}

impl Gate {
    fn pass(&self) {
        let mut state = self.state.lock().unwrap();
        let round = state.1;
        state.0 += 1;
        if state.0 == self.size {
            *state = (0, round + 1);
            self.full.notify_all();
        } else {
            while state.1 == round {
                state = self.full.wait(state).unwrap();
            }
        }
    }
}

pub fn scenario() {
    let gate = Arc::new(Gate { size: 2, state: Mutex::new((0, 0)), full: Condvar::new() });
    let other = {
        let gate = Arc::clone(&gate);
        thread::spawn(move || (0..2).for_each(|_| gate.pass()))
    };
    (0..2).for_each(|_| gate.pass());
    other.join().unwrap();
}
