//! Two partners swap values over channels without room, and each sends first.
//!
//! outcome: deadlocked

use std::sync::mpsc::sync_channel;
use std::thread;

pub fn scenario() {
    let (to_bob, from_ada) = sync_channel(0);
    let (to_ada, from_bob) = sync_channel(0);
    let bob = thread::spawn(move || {
        to_ada.send("salt").unwrap();
        from_ada.recv().unwrap()
    });
    to_bob.send("pepper").unwrap();
    assert_eq!(from_bob.recv(), Ok("salt"));
    assert_eq!(bob.join().unwrap(), "pepper");
}
