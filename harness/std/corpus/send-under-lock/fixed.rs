//! The lock is given back before the send, which may wait.
//!
//! outcome: passed

use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::thread;

pub fn scenario() {
    let stats = Arc::new(Mutex::new(0));
    let (events, inbox) = sync_channel(1);
    let consumer = {
        let stats = Arc::clone(&stats);
        thread::spawn(move || {
            for event in inbox {
                *stats.lock().unwrap() += event;
            }
        })
    };
    for event in 1..=3 {
        *stats.lock().unwrap() += 10;
        events.send(event).unwrap();
    }
    drop(events);
    consumer.join().unwrap();
    assert_eq!(*stats.lock().unwrap(), 36);
}
