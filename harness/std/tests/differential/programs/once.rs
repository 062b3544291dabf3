//! Who initialises, and what the others see.

use std::sync::{Arc, OnceLock};
use std::thread;

pub fn outcome() -> String {
    let cell = Arc::new(OnceLock::new());
    let other = Arc::clone(&cell);
    let thread = thread::spawn(move || (other.set("other"), other.get().copied()));
    let mine = (cell.get().copied(), cell.set("mine"));
    format!("{mine:?} {:?} {cell:?}", thread.join().unwrap())
}
