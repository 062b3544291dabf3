//! The main thread sends first and polls `is_finished` then; the join does not wait any more.
//!
//! outcome: passed

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (questions, inbox) = channel();
    let worker = thread::spawn(move || inbox.recv().unwrap() + 1);
    questions.send(41).unwrap();
    while !worker.is_finished() {
        thread::yield_now();
    }
    assert_eq!(worker.join().unwrap(), 42);
}
