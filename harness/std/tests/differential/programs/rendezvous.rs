//! `try_send` into a channel without room succeeds only where someone is receiving at that moment.

use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

pub fn outcome() -> String {
    let (sender, receiver) = sync_channel(0);
    let early = sender.try_send(0).is_ok();
    let thread = thread::spawn(move || receiver.recv());
    thread::sleep(Duration::from_millis(5));
    let late = sender.try_send(1).is_ok();
    drop(sender);
    format!("{early} {late} {:?}", thread.join().unwrap())
}
