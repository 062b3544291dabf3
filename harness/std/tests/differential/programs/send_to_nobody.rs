//! What a sender gets back when the receiver is gone, or the channel is full.

use std::sync::mpsc::{channel, sync_channel};

pub fn outcome() -> String {
    let (sender, receiver) = channel();
    sender.send(1).unwrap();
    drop(receiver);
    let (bounded, inbox) = sync_channel(1);
    let first = bounded.try_send(1);
    let full = bounded.try_send(2);
    let shown = format!("{full:?} {}", full.as_ref().unwrap_err());
    drop(inbox);
    let gone = bounded.try_send(3);
    format!("{:?} {first:?} {shown} {gone:?} {:?}", sender.send(2), bounded.send(4))
}
