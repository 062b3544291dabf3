//! Two senders: each in its own order, both in any.

use std::sync::mpsc::channel;
use std::thread;

pub fn outcome() -> String {
    let (sender, receiver) = channel();
    for name in ["a", "b"] {
        let sender = sender.clone();
        thread::spawn(move || {
            sender.send(format!("{name}1")).unwrap();
            sender.send(format!("{name}2")).unwrap();
        });
    }
    drop(sender);
    receiver.iter().collect::<Vec<_>>().join(" ")
}
