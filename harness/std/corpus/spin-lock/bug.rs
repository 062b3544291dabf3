//! A home-made lock that looks whether it is free and takes it in two steps.
//!
//! outcome: failed
//! message: one at a time

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;

#[derive(Default)]
struct Room {
    taken: AtomicBool,
    inside: AtomicU32,
}

fn visit(room: &Room) {
    while room.taken.load(Ordering::SeqCst) {
        thread::yield_now();
    }
    room.taken.store(true, Ordering::SeqCst);
    assert_eq!(room.inside.fetch_add(1, Ordering::SeqCst), 0, "one at a time");
    room.inside.fetch_sub(1, Ordering::SeqCst);
    room.taken.store(false, Ordering::SeqCst);
}

pub fn scenario() {
    let room = Arc::new(Room::default());
    let other = {
        let room = Arc::clone(&room);
        thread::spawn(move || visit(&room))
    };
    visit(&room);
    other.join().unwrap();
}
