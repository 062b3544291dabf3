//! Two readers come and go again and again, and the writer still gets its turn.
//!
//! outcome: passed

use std::sync::{Arc, RwLock};
use std::thread;

pub fn scenario() {
    let config = Arc::new(RwLock::new(1));
    let readers: Vec<_> = (0..2)
        .map(|_| {
            let config = Arc::clone(&config);
            thread::spawn(move || {
                let mut last = 0;
                for _ in 0..2 {
                    let seen = *config.read().unwrap();
                    assert!(seen >= last, "a reader never sees the past");
                    last = seen;
                }
            })
        })
        .collect();
    *config.write().unwrap() = 2;
    for reader in readers {
        reader.join().unwrap();
    }
    assert_eq!(*config.read().unwrap(), 2);
}
