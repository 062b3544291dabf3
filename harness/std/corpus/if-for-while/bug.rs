//! Two consumers wake for one item, and neither looks again whether it is still there.
//!
//! outcome: failed

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Queue {
    items: Mutex<VecDeque<u32>>,
    changed: Condvar,
}

impl Queue {
    fn put(&self, item: u32) {
        self.items.lock().unwrap().push_back(item);
        self.changed.notify_all();
    }

    fn take(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.changed.wait(items).unwrap();
        }
        items.pop_front().expect("an item was announced")
    }
}

pub fn scenario() {
    let queue = Arc::new(Queue::default());
    let consumers: Vec<_> = (0..2)
        .map(|_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || queue.take())
        })
        .collect();
    queue.put(1);
    queue.put(2);
    let mut taken: Vec<u32> = consumers.into_iter().map(|consumer| consumer.join().unwrap()).collect();
    taken.sort();
    assert_eq!(taken, [1, 2]);
}
