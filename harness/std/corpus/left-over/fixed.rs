//! A thread still waits when the program ends: that is no deadlock, and its destructors do not run.
//!
//! outcome: passed

use std::sync::mpsc;
use std::thread;

struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        panic!("a thread that the end of the program stopped was unwound");
    }
}

pub fn scenario() {
    let (sender, receiver) = mpsc::channel::<u32>();
    thread::spawn(move || {
        let _loud = Loud;
        while receiver.recv().is_ok() {}
    });
    sender.send(1).unwrap();
    std::mem::forget(sender);
}
