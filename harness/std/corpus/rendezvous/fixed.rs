//! Two partners swap values over channels without room: one sends first, the other receives first.
//!
//! outcome: passed

use std::sync::mpsc::sync_channel;
use std::thread;

pub fn scenario() {
    let (to_bob, from_ada) = sync_channel(0);
    let (to_ada, from_bob) = sync_channel(0);
    let bob = thread::spawn(move || {
        let got = from_ada.recv().unwrap();
        to_ada.send("salt").unwrap();
        got
    });
    to_bob.send("pepper").unwrap();
    assert_eq!(from_bob.recv(), Ok("salt"));
    assert_eq!(bob.join().unwrap(), "pepper");
}
