//! CS.circular_buffer_bad: sender and receiver take turns by two flags, but each counts its rounds whether or not it
//! was its turn, so the receiver soon expects another element than it gets.
//!
//! outcome: failed

use std::sync::Mutex;
use std::thread;

const ROUNDS: usize = 7;

struct Log {
    buffer: [usize; 10],
    first: usize,
    next: usize,
    may_send: bool,
    may_receive: bool,
}

impl Log {
    fn insert(&mut self, element: usize) {
        self.buffer[self.next] = element;
        self.next = (self.next + 1) % self.buffer.len();
    }

    fn remove(&mut self) -> Option<usize> {
        if self.next == 0 || self.first == self.buffer.len() {
            return None;
        }
        self.first += 1;
        Some(self.buffer[self.first - 1])
    }
}

pub fn scenario() {
    let log = Mutex::new(Log { buffer: [0; 10], first: 0, next: 0, may_send: true, may_receive: false });
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..ROUNDS {
                let mut log = log.lock().unwrap();
                if log.may_send {
                    log.insert(round);
                    log.may_send = false;
                    log.may_receive = true;
                }
            }
        });
        scope.spawn(|| {
            for round in 0..ROUNDS {
                let mut log = log.lock().unwrap();
                if log.may_receive {
                    assert_eq!(log.remove(), Some(round));
                    log.may_receive = false;
                    log.may_send = true;
                }
            }
        });
    });
}
