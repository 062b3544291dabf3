//! Two stages feed each other through queues with one place, and both are full.
//!
//! outcome: deadlocked

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

fn stage(inbox: Receiver<u32>, next: SyncSender<u32>) {
    for part in [10, 20] {
        next.send(part).unwrap();
        next.send(part + 1).unwrap();
        inbox.recv().unwrap();
        inbox.recv().unwrap();
    }
}

pub fn scenario() {
    let (to_press, press_inbox) = sync_channel(1);
    let (to_paint, paint_inbox) = sync_channel(1);
    let press = thread::spawn(move || stage(press_inbox, to_paint));
    stage(paint_inbox, to_press);
    press.join().unwrap();
}
