//! Who leaves learns in the same step whether they were the last.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

struct Room {
    users: AtomicU32,
    switched_off: AtomicU32,
}

fn leave(room: &Room) {
    if room.users.fetch_sub(1, Ordering::SeqCst) == 1 {
        room.switched_off.fetch_add(1, Ordering::SeqCst);
    }
}

pub fn scenario() {
    let room = Arc::new(Room { users: AtomicU32::new(2), switched_off: AtomicU32::new(0) });
    let other = {
        let room = Arc::clone(&room);
        thread::spawn(move || leave(&room))
    };
    leave(&room);
    other.join().unwrap();
    assert_eq!(room.switched_off.load(Ordering::SeqCst), 1, "switched off once");
}
