//! std's own barrier can be used again, and each round has one leader.
//!
//! outcome: passed

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

pub fn scenario() {
    let barrier = Arc::new(Barrier::new(2));
    let leaders = Arc::new(AtomicU32::new(0));
    let walk = |barrier: Arc<Barrier>, leaders: Arc<AtomicU32>| {
        for _ in 0..2 {
            if barrier.wait().is_leader() {
                leaders.fetch_add(1, Ordering::SeqCst);
            }
        }
    };
    let other = {
        let (barrier, leaders) = (Arc::clone(&barrier), Arc::clone(&leaders));
        thread::spawn(move || walk(barrier, leaders))
    };
    walk(barrier, Arc::clone(&leaders));
    other.join().unwrap();
    assert_eq!(leaders.load(Ordering::SeqCst), 2, "one leader a round");
}
