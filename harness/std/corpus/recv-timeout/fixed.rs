//! A reply and a time-out at the same moment: the client sees one of the two, and nothing is lost.
//!
//! outcome: passed

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

pub fn scenario() {
    let (replies, inbox) = channel();
    let server = thread::spawn(move || {
        thread::sleep(Duration::from_millis(10));
        replies.send("late").unwrap();
    });
    match inbox.recv_timeout(Duration::from_millis(10)) {
        Ok(reply) => assert_eq!(reply, "late"),
        Err(error) => {
            assert_eq!(error, RecvTimeoutError::Timeout);
            assert_eq!(inbox.recv(), Ok("late"), "it is still in the channel");
        }
    }
    server.join().unwrap();
    assert!(inbox.recv().is_err(), "nothing comes after the last sender");
}
