//! A queue with one place has a condition variable for those who wait for an item and one for those who wait for room.
//!
//! outcome: passed

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Slot {
    item: Mutex<Option<u32>>,
    filled: Condvar,
    emptied: Condvar,
}

impl Slot {
    fn put(&self, item: u32) {
        let slot = self.item.lock().unwrap();
        let mut slot = self.emptied.wait_while(slot, |slot| slot.is_some()).unwrap();
        *slot = Some(item);
        self.filled.notify_one();
    }

    fn take(&self) -> u32 {
        let slot = self.item.lock().unwrap();
        let mut slot = self.filled.wait_while(slot, |slot| slot.is_none()).unwrap();
        let item = slot.take().expect("waited for an item");
        self.emptied.notify_one();
        item
    }
}

pub fn scenario() {
    let slot = Arc::new(Slot::default());
    let consumers: Vec<_> = (0..2)
        .map(|_| {
            let slot = Arc::clone(&slot);
            thread::spawn(move || slot.take())
        })
        .collect();
    slot.put(1);
    slot.put(2);
    let sum: u32 = consumers.into_iter().map(|consumer| consumer.join().unwrap()).sum();
    assert_eq!(sum, 3);
}
