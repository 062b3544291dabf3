//! A thread-local is made at its first use, by each thread that uses it, and gone when it is asked for too late.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static MADE: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static NUMBER: Cell<u32> = Cell::new(MADE.fetch_add(1, Ordering::SeqCst));
    static STACK: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

pub fn outcome() -> String {
    let idle = thread::spawn(|| STACK.take().len());
    let user = thread::spawn(|| {
        STACK.with_borrow_mut(|stack| stack.push(1));
        let first = NUMBER.get();
        NUMBER.set(7);
        (first < 2, NUMBER.get(), STACK.replace(Vec::new()).len())
    });
    let idle = idle.join().unwrap();
    let user = user.join().unwrap();
    let made = MADE.load(Ordering::SeqCst);
    let mine = NUMBER.try_with(Cell::get).is_ok();
    format!("{idle} {user:?} {made} {mine} {}", MADE.load(Ordering::SeqCst))
}
