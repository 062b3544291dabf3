//! Two stages feed each other through queues with room for all that is under way.
//!
//! outcome: passed

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

fn stage(inbox: Receiver<u32>, next: SyncSender<u32>) {
    next.send(10).unwrap();
    next.send(11).unwrap();
    inbox.recv().unwrap();
    inbox.recv().unwrap();
}

pub fn scenario() {
    let (to_press, press_inbox) = sync_channel(2);
    let (to_paint, paint_inbox) = sync_channel(2);
    let press = thread::spawn(move || stage(press_inbox, to_paint));
    stage(paint_inbox, to_press);
    press.join().unwrap();
}
