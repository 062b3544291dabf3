//! The caller is sure that the reply comes within its time-out, because it did on the developer's machine.
//!
//! outcome: failed

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

pub fn scenario() {
    let (replies, inbox) = channel();
    let server = thread::spawn(move || {
        thread::sleep(Duration::from_millis(10));
        replies.send("on time")
    });
    let reply = inbox.recv_timeout(Duration::from_millis(10)).expect("a reply in time");
    assert_eq!(reply, "on time");
    server.join().unwrap().unwrap();
}
