//! The sender has said that it was the last message, so the receiver expects a closed channel; but the sender is still
//! there.
//!
//! outcome: failed
//! message: nobody sends any more

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{TryRecvError, channel};
use std::thread;

pub fn scenario() {
    let last = Arc::new(AtomicBool::new(false));
    let (orders, inbox) = channel::<u32>();
    let waiter = {
        let last = Arc::clone(&last);
        thread::spawn(move || {
            orders.send(1).unwrap();
            last.store(true, Ordering::SeqCst);
        })
    };
    assert_eq!(inbox.recv(), Ok(1));
    if last.load(Ordering::SeqCst) {
        assert_eq!(inbox.try_recv(), Err(TryRecvError::Disconnected), "nobody sends any more");
    }
    waiter.join().unwrap();
}
