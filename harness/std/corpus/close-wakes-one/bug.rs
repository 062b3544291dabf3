//! Closing a queue wakes one of its two consumers; the other sleeps on.
//!
//! outcome: deadlocked

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Queue {
    state: Mutex<(VecDeque<u32>, bool)>,
    changed: Condvar,
}

impl Queue {
    fn take(&self) -> Option<u32> {
        let state = self.state.lock().unwrap();
        let open_and_empty = |(items, closed): &mut (VecDeque<u32>, bool)| items.is_empty() && !*closed;
        let mut state = self.changed.wait_while(state, open_and_empty).unwrap();
        state.0.pop_front()
    }

    fn close(&self) {
        self.state.lock().unwrap().1 = true;
        self.changed.notify_one();
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
    queue.close();
    for consumer in consumers {
        assert_eq!(consumer.join().unwrap(), None);
    }
}
