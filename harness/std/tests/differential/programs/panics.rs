//! What a thread panicked with, and what it leaves.

use std::panic::{AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Debug, PartialEq)]
struct Reason(u32);

pub fn outcome() -> String {
    let own = thread::spawn(|| panic_any(Reason(1))).join().unwrap_err().downcast::<Reason>().unwrap();
    let passed_on = thread::spawn(|| {
        let caught = catch_unwind(|| panic!("inner")).unwrap_err();
        let was_panicking = thread::panicking();
        assert!(!was_panicking);
        resume_unwind(caught);
    });
    let passed_on = passed_on.join().unwrap_err().downcast_ref::<&str>().copied();
    let lock = Arc::new(Mutex::new(0));
    let inside = catch_unwind(AssertUnwindSafe(|| {
        let mut guard = lock.lock().unwrap();
        *guard = 5;
        panic!("while held");
    }));
    let cured = lock.lock().unwrap_or_else(|error| error.into_inner());
    let value = *cured;
    drop(cured);
    let still = lock.is_poisoned();
    let owned = Arc::into_inner(lock).unwrap().into_inner();
    format!("{own:?} {passed_on:?} {} {value} {still} {}", inside.is_err(), owned.is_err())
}
