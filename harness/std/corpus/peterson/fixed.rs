//! Peterson's algorithm: two flags, and a turn for when both are raised.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::thread;

#[derive(Default)]
struct Room {
    wants: [AtomicBool; 2],
    turn: AtomicUsize,
    inside: AtomicU32,
}

fn visit(room: &Room, me: usize) {
    let other = 1 - me;
    room.wants[me].store(true, Ordering::SeqCst);
    room.turn.store(other, Ordering::SeqCst);
    while room.wants[other].load(Ordering::SeqCst) && room.turn.load(Ordering::SeqCst) == other {
        thread::yield_now();
    }
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
