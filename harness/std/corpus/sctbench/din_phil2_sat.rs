//! CS.din_phil2_sat: 2 philosophers eat in an atomic section and count themselves; the assertion says that they never
//! all eat. The atomic section is a lock of its own here; the count is a load and a store.
//!
//! outcome: failed

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

const N: usize = 2;

pub fn scenario() {
    let forks: [Mutex<()>; N] = std::array::from_fn(|_| Mutex::new(()));
    let atomic_section = Mutex::new(());
    let fed = AtomicUsize::new(0);
    thread::scope(|table| {
        for seat in 0..N {
            let (forks, atomic_section, fed) = (&forks, &atomic_section, &fed);
            table.spawn(move || {
                {
                    let _atomic = atomic_section.lock().unwrap();
                    let _right = forks[(seat + 1) % N].lock().unwrap();
                    let _left = forks[seat].lock().unwrap();
                }
                let count = fed.load(SeqCst) + 1;
                fed.store(count, SeqCst);
                assert_ne!(fed.load(SeqCst), N, "all have eaten");
            });
        }
    });
}
