//! The worker reports over a channel, which tells the one who waits that it is gone.
//!
//! outcome: passed

use std::sync::mpsc::{RecvError, channel};
use std::thread;

pub fn scenario() {
    let (report, inbox) = channel();
    let worker = thread::spawn(move || {
        let figures: Vec<u32> = Vec::new();
        report.send(figures[0]).unwrap();
    });
    assert_eq!(inbox.recv(), Err(RecvError));
    assert!(worker.join().is_err());
}
