//! A worker that looks at the stop flag before it looks at the queue leaves accepted jobs undone.
//!
//! outcome: failed
//! message: every accepted job is done

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Pool {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: u32,
    done: u32,
    stop: bool,
}

impl Pool {
    fn run(&self) {
        let mut state = self.state.lock().unwrap();
        loop {
            if state.stop {
                return;
            }
            if state.waiting > 0 {
                state.waiting -= 1;
                state.done += 1;
            } else {
                state = self.changed.wait(state).unwrap();
            }
        }
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }
}

pub fn scenario() {
    let pool = Arc::new(Pool::default());
    let worker = {
        let pool = Arc::clone(&pool);
        thread::spawn(move || pool.run())
    };
    pool.update(|state| state.waiting += 2);
    pool.update(|state| state.stop = true);
    worker.join().unwrap();
    assert_eq!(pool.state.lock().unwrap().done, 2, "every accepted job is done");
}
