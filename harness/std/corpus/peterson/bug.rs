//! Mutual exclusion with two flags, and each looks at the other's before it raises its own.
//!
//! outcome: failed
//! message: one at a time

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

#[derive(Default)]
struct Room {
    wants: [AtomicBool; 2],
    inside: AtomicU32,
}

fn visit(room: &Room, me: usize) {
    while room.wants[1 - me].load(Ordering::SeqCst) {
        thread::yield_now();
    }
    room.wants[me].store(true, Ordering::SeqCst);
    assert_eq!(room.inside.fetch_add(1, Ordering::SeqCst), 0, "one at a time");
    room.inside.fetch_sub(1, Ordering::SeqCst);
    room.wants[me].store(false, Ordering::SeqCst);
}

pub fn scenario() {
    let room = Arc::new(Room::default());
    let other = {
        let room = Arc::clone(&room);
        thread::spawn(move || visit(&room, 1))
    };
    visit(&room, 0);
    other.join().unwrap();
}
