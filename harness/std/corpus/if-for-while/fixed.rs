//! A consumer that wakes looks again whether there is an item.
//!
//! outcome: passed

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
        let items = self.items.lock().unwrap();
        let mut items = self.changed.wait_while(items, |items| items.is_empty()).unwrap();
        items.pop_front().expect("waited for an item")
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
