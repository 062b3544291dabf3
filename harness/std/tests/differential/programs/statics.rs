//! A `static` starts afresh with each run of the program.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, Once, OnceLock};
use std::thread;

static LIST: Mutex<Vec<&str>> = Mutex::new(Vec::new());
static CALLS: AtomicU32 = AtomicU32::new(0);
static NAME: OnceLock<String> = OnceLock::new();
static SETUP: Once = Once::new();
static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    CALLS.fetch_add(1, Ordering::SeqCst);
    vec![1, 2, 3]
});

fn work(name: &'static str) -> u32 {
    SETUP.call_once(|| _ = CALLS.fetch_add(10, Ordering::SeqCst));
    LIST.lock().unwrap().push(name);
    TABLE.iter().sum()
}

pub fn outcome() -> String {
    let fresh = (NAME.get().is_none(), SETUP.is_completed(), CALLS.load(Ordering::SeqCst));
    let other = thread::spawn(|| work("other"));
    let sum = work("main") + other.join().unwrap();
    let name = NAME.get_or_init(|| "set".to_owned());
    let mut list = LIST.lock().unwrap().clone();
    list.sort();
    format!("{fresh:?} {sum} {} {name} {list:?}", CALLS.load(Ordering::SeqCst))
}
