//! Two users leave a room and each looks afterwards whether it is empty: both switch off the light.
//!
//! outcome: failed
//! message: switched off once

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

struct Room {
    users: AtomicU32,
    switched_off: AtomicU32,
}

fn leave(room: &Room) {
    room.users.fetch_sub(1, Ordering::SeqCst);
    if room.users.load(Ordering::SeqCst) == 0 {
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
