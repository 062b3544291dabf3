//! A thread-local buffer is flushed by its destructor, which has run when the thread is joined.
//!
//! outcome: passed

use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::thread;

struct Buffer {
    count: u32,
    total: Arc<Mutex<u32>>,
}

impl Drop for Buffer {
    fn drop(&mut self) {
        *self.total.lock().unwrap() += self.count;
    }
}

thread_local! {
    static BUFFER: RefCell<Option<Buffer>> = const { RefCell::new(None) };
}

fn count_to(count: u32, total: Arc<Mutex<u32>>) {
    BUFFER.with_borrow_mut(|buffer| *buffer = Some(Buffer { count: 0, total }));
    for _ in 0..count {
        BUFFER.with_borrow_mut(|buffer| buffer.as_mut().expect("set above").count += 1);
    }
}

pub fn scenario() {
    let total = Arc::new(Mutex::new(0));
    let threads: Vec<_> = [2, 3]
        .into_iter()
        .map(|count| {
            let total = Arc::clone(&total);
            thread::spawn(move || count_to(count, total))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(*total.lock().unwrap(), 5);
}
