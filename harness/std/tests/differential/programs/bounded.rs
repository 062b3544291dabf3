//! A bounded channel: how far a sender gets before anyone receives.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

pub fn outcome() -> String {
    let sent = Arc::new(AtomicU32::new(0));
    let (sender, receiver) = sync_channel(2);
    let count = Arc::clone(&sent);
    let thread = thread::spawn(move || {
        for number in 0..5 {
            sender.send(number).unwrap();
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    thread::sleep(Duration::from_millis(20));
    let early = sent.load(Ordering::SeqCst);
    let first: Vec<u32> = receiver.try_iter().take(1).collect();
    let rest: Vec<u32> = receiver.into_iter().collect();
    thread.join().unwrap();
    format!("{early} {first:?} {rest:?}")
}
