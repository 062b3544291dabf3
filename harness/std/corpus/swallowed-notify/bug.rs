//! A waiter that was notified looks at its deadline before it looks at the queue: it gives up, and the item that it
//! was woken for lies there while another waiter sleeps on.
//!
//! outcome: deadlocked

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

#[derive(Default)]
struct Orders {
    queue: Mutex<VecDeque<u32>>,
    arrived: Condvar,
}

impl Orders {
    fn put(&self, order: u32) {
        let mut queue = self.queue.lock().unwrap();
        queue.push_back(order);
        self.arrived.notify_one();
        // The order is written to a slow log before the lock is given back.
        thread::sleep(Duration::from_millis(20));
    }

    fn take_within(&self, patience: Duration) -> Option<u32> {
        let deadline = Instant::now() + patience;
        let mut queue = self.queue.lock().unwrap();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            if let Some(order) = queue.pop_front() {
                return Some(order);
            }
            queue = self.arrived.wait_timeout(queue, left).unwrap().0;
        }
    }

    fn take(&self) -> u32 {
        let queue = self.queue.lock().unwrap();
        let mut queue = self.arrived.wait_while(queue, |queue| queue.is_empty()).unwrap();
        queue.pop_front().expect("waited for an order")
    }
}

pub fn scenario() {
    let orders = Arc::new(Orders::default());
    let hasty = {
        let orders = Arc::clone(&orders);
        thread::spawn(move || orders.take_within(Duration::from_millis(30)))
    };
    let patient = {
        let orders = Arc::clone(&orders);
        thread::spawn(move || orders.take())
    };
    thread::sleep(Duration::from_millis(15));
    orders.put(1);
    // Whoever did not get the first order gets the second, if the hasty one got the first.
    if hasty.join().unwrap().is_some() {
        orders.put(2);
    }
    patient.join().unwrap();
}
