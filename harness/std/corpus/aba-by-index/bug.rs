//! A free list of slots, linked by index: between one thread's look at the head and its exchange, another takes two
//! slots and gives the first one back, and the exchange succeeds with a stale neighbour.
//!
//! outcome: failed
//! message: one owner a slot

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const NONE: usize = usize::MAX;

struct FreeList {
    head: AtomicUsize,
    next: [AtomicUsize; 3],
}

impl FreeList {
    fn take(&self) -> Option<usize> {
        loop {
            let head = self.head.load(Ordering::SeqCst);
            if head == NONE {
                return None;
            }
            let next = self.next[head].load(Ordering::SeqCst);
            if self.head.compare_exchange(head, next, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                return Some(head);
            }
        }
    }

    fn give(&self, slot: usize) {
        loop {
            let head = self.head.load(Ordering::SeqCst);
            self.next[slot].store(head, Ordering::SeqCst);
            if self.head.compare_exchange(head, slot, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                return;
            }
        }
    }
}

pub fn scenario() {
    let list = Arc::new(FreeList {
        head: AtomicUsize::new(0),
        next: [AtomicUsize::new(1), AtomicUsize::new(2), AtomicUsize::new(NONE)],
    });
    let other = {
        let list = Arc::clone(&list);
        thread::spawn(move || {
            let first = list.take();
            let second = list.take();
            if let Some(first) = first {
                list.give(first);
            }
            second
        })
    };
    let mut owned = vec![list.take(), list.take()];
    owned.push(other.join().unwrap());
    let mut slots: Vec<usize> = owned.into_iter().flatten().collect();
    let count = slots.len();
    slots.sort();
    slots.dedup();
    assert_eq!(slots.len(), count, "one owner a slot");
}
