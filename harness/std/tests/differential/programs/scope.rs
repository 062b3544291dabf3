//! Scoped threads end with their scope, and a panic among them ends it too.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn outcome() -> String {
    let count = AtomicU32::new(0);
    let joined = thread::scope(|scope| {
        scope.spawn(|| count.fetch_add(1, Ordering::SeqCst));
        let seen = count.load(Ordering::SeqCst);
        (seen, scope.spawn(|| 7).join().unwrap())
    });
    let ended = count.load(Ordering::SeqCst);
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        thread::scope(|scope| {
            scope.spawn(|| panic!("inner"));
        });
    }));
    let said = panicked.unwrap_err().downcast_ref::<&str>().map(|text| text.to_string());
    format!("{joined:?} {ended} {said:?}")
}
