//! What a receiver sees of a channel whose sender comes and goes.

use std::sync::mpsc::channel;
use std::thread;

pub fn outcome() -> String {
    let (sender, receiver) = channel();
    let thread = thread::spawn(move || sender.send(1));
    let seen = [receiver.try_recv(), receiver.try_recv(), receiver.try_recv()];
    thread.join().unwrap().unwrap();
    format!("{seen:?} {:?} {:?}", receiver.try_recv(), receiver.recv())
}
