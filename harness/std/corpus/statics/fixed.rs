//! A static counter counts the calls of this run only.
//!
//! outcome: passed

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, OnceLock};
use std::thread;

static CALLS: AtomicU32 = AtomicU32::new(0);
static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static CACHE: LazyLock<Mutex<HashMap<u32, u32>>> = LazyLock::new(Mutex::default);
static FIRST: OnceLock<u32> = OnceLock::new();

fn call(n: u32) {
    CALLS.fetch_add(1, Ordering::SeqCst);
    NAMES.lock().unwrap().push(format!("name {n}"));
    CACHE.lock().unwrap().insert(n, n);
    let _ = FIRST.set(n);
}

pub fn scenario() {
    let other = thread::spawn(|| call(1));
    call(2);
    other.join().unwrap();
    assert_eq!(CALLS.load(Ordering::SeqCst), 2);
    assert_eq!(NAMES.lock().unwrap().len(), 2);
    assert_eq!(CACHE.lock().unwrap().len(), 2);
    assert!(FIRST.get().is_some());
}
