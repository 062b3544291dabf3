//! `call_once_force` may run after a failed attempt, and sees that it failed.
//!
//! outcome: passed

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::thread;

pub fn scenario() {
    let setup = Arc::new(Once::new());
    let ready = AtomicBool::new(false);
    let first = {
        let setup = Arc::clone(&setup);
        thread::spawn(move || setup.call_once(|| panic!("no disk")))
    };
    assert!(first.join().is_err());
    setup.call_once_force(|state| {
        assert!(state.is_poisoned());
        ready.store(true, Ordering::SeqCst);
    });
    assert!(setup.is_completed() && ready.load(Ordering::SeqCst));
}
