//! A sender waits for room in a channel while it holds the lock that the receiver needs to make room.
//!
//! outcome: deadlocked

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
        let _stats = stats.lock().unwrap();
        events.send(event).unwrap();
    }
    drop(events);
    consumer.join().unwrap();
}
