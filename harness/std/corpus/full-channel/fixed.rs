//! The bounded channel is emptied while the producer fills it, and joined at the end.
//!
//! outcome: passed

use std::sync::mpsc::sync_channel;
use std::thread;

pub fn scenario() {
    let (belt, basket) = sync_channel(1);
    let producer = thread::spawn(move || (0..2).for_each(|part| belt.send(part).unwrap()));
    assert_eq!(basket.iter().count(), 2);
    producer.join().unwrap();
}
