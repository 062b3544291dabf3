//! Two customers draw the same ticket, because drawing is a load and a store.
//!
//! outcome: failed
//! message: one customer at the counter

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

#[derive(Default)]
struct Counter {
    next: AtomicU32,
    serving: AtomicU32,
    inside: AtomicU32,
}

fn visit(counter: &Counter) {
    let ticket = counter.next.load(Ordering::SeqCst);
    counter.next.store(ticket + 1, Ordering::SeqCst);
    while counter.serving.load(Ordering::SeqCst) < ticket {
        thread::yield_now();
    }
    let inside = counter.inside.fetch_add(1, Ordering::SeqCst);
    assert_eq!(inside, 0, "one customer at the counter");
    counter.inside.fetch_sub(1, Ordering::SeqCst);
    counter.serving.fetch_add(1, Ordering::SeqCst);
}

pub fn scenario() {
    let counter = Arc::new(Counter::default());
    let other = {
        let counter = Arc::clone(&counter);
        thread::spawn(move || visit(&counter))
    };
    visit(&counter);
    other.join().unwrap();
}
