//! A client skips the replies to requests that it gave up on.
//!
//! outcome: passed

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

pub fn scenario() {
    let (requests, inbox) = channel::<u32>();
    let (replies, outbox) = channel();
    let server = thread::spawn(move || {
        for request in inbox {
            thread::sleep(Duration::from_millis(30));
            let _ = replies.send((request, request * 10));
        }
    });
    requests.send(1).unwrap();
    if outbox.recv_timeout(Duration::from_millis(20)).is_err() {
        requests.send(2).unwrap();
        let reply = outbox.iter().find(|(request, _)| *request == 2);
        assert_eq!(reply, Some((2, 20)), "the reply to the second request");
    }
    drop(requests);
    server.join().unwrap();
}
