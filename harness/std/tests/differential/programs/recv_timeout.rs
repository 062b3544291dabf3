//! A time-out that is over, one that is not, and a sender that is gone.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

pub fn outcome() -> String {
    let (sender, receiver) = channel();
    let nothing = receiver.recv_timeout(Duration::from_millis(1));
    let thread = thread::spawn(move || sender.send(7));
    let something = receiver.recv_timeout(Duration::from_secs(5));
    thread.join().unwrap().unwrap();
    format!("{nothing:?} {something:?} {:?}", receiver.recv_timeout(Duration::from_secs(5)))
}
