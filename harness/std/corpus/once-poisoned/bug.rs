//! A `Once` whose first run panicked: the next caller panics too, instead of setting up again.
//!
//! outcome: failed
//! message: Once instance has previously been poisoned

use std::sync::{Arc, Once};
use std::thread;

pub fn scenario() {
    let setup = Arc::new(Once::new());
    let first = {
        let setup = Arc::clone(&setup);
        thread::spawn(move || setup.call_once(|| panic!("no disk")))
    };
    assert!(first.join().is_err());
    setup.call_once(|| {});
}
