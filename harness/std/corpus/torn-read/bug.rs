//! A point is read while it moves: its x is new and its y is old.
//!
//! outcome: failed
//! message: on the diagonal

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

#[derive(Default)]
struct Point {
    x: AtomicU32,
    y: AtomicU32,
}

pub fn scenario() {
    let point = Arc::new(Point::default());
    let mover = {
        let point = Arc::clone(&point);
        thread::spawn(move || {
            point.x.store(1, Ordering::SeqCst);
            point.y.store(1, Ordering::SeqCst);
        })
    };
    let seen = (point.x.load(Ordering::SeqCst), point.y.load(Ordering::SeqCst));
    assert_eq!(seen.0, seen.1, "on the diagonal");
    mover.join().unwrap();
}
