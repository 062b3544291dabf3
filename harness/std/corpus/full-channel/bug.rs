//! The producer is joined before its bounded channel is emptied.
//!
//! outcome: deadlocked

use std::sync::mpsc::sync_channel;
use std::thread;

pub fn scenario() {
    let (belt, basket) = sync_channel(1);
    let producer = thread::spawn(move || (0..2).for_each(|part| belt.send(part).unwrap()));
    producer.join().unwrap();
    assert_eq!(basket.iter().count(), 2);
}
