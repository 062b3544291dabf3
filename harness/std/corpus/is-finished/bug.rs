//! The main thread polls `is_finished` before it sends what the worker waits for.
//!
//! outcome: livelocked

use std::sync::mpsc::channel;
use std::thread;

pub fn scenario() {
    let (questions, inbox) = channel();
    let worker = thread::spawn(move || inbox.recv().unwrap() + 1);
    while !worker.is_finished() {
        thread::yield_now();
    }
    questions.send(41).unwrap();
    assert_eq!(worker.join().unwrap(), 42);
}
