//! The head carries a version beside the index, so that a head that came back is not taken for the old one.
//!
//! outcome: passed

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;

const NONE: u32 = u32::MAX;

struct FreeList {
    head: AtomicU64,
    next: [AtomicU32; 3],
}

fn pack(version: u32, slot: u32) -> u64 {
    u64::from(version) << 32 | u64::from(slot)
}

fn unpack(head: u64) -> (u32, u32) {
    ((head >> 32) as u32, head as u32)
}

impl FreeList {
    fn swing(&self, from: u64, slot: u32) -> bool {
        let to = pack(unpack(from).0 + 1, slot);
        self.head.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn take(&self) -> Option<u32> {
        loop {
            let head = self.head.load(Ordering::SeqCst);
            let slot = unpack(head).1;
            if slot == NONE {
                return None;
            }
            if self.swing(head, self.next[slot as usize].load(Ordering::SeqCst)) {
                return Some(slot);
            }
        }
    }

    fn give(&self, slot: u32) {
        loop {
            let head = self.head.load(Ordering::SeqCst);
            self.next[slot as usize].store(unpack(head).1, Ordering::SeqCst);
            if self.swing(head, slot) {
                return;
            }
        }
    }
}

pub fn scenario() {
    let list = Arc::new(FreeList {
        head: AtomicU64::new(pack(0, 0)),
        next: [AtomicU32::new(1), AtomicU32::new(2), AtomicU32::new(NONE)],
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
    let mut slots: Vec<u32> = owned.into_iter().flatten().collect();
    let count = slots.len();
    slots.sort();
    slots.dedup();
    assert_eq!(slots.len(), count, "one owner a slot");
}
