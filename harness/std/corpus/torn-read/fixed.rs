//! A sequence lock: the version is odd while the point moves, and a reader tries again when it changed.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

#[derive(Default)]
struct Point {
    version: AtomicU32,
    x: AtomicU32,
    y: AtomicU32,
}

impl Point {
    fn move_to(&self, x: u32, y: u32) {
        self.version.fetch_add(1, Ordering::SeqCst);
        self.x.store(x, Ordering::SeqCst);
        self.y.store(y, Ordering::SeqCst);
        self.version.fetch_add(1, Ordering::SeqCst);
    }

    fn get(&self) -> (u32, u32) {
        loop {
            let version = self.version.load(Ordering::SeqCst);
            let seen = (self.x.load(Ordering::SeqCst), self.y.load(Ordering::SeqCst));
            if version % 2 == 0 && version == self.version.load(Ordering::SeqCst) {
                return seen;
            }
            thread::yield_now();
        }
    }
}

pub fn scenario() {
    let point = Arc::new(Point::default());
    let mover = {
        let point = Arc::clone(&point);
        thread::spawn(move || point.move_to(1, 1))
    };
    let seen = point.get();
    assert_eq!(seen.0, seen.1, "on the diagonal");
    mover.join().unwrap();
}
