//! One at a time, in the order in which they came.

use std::collections::VecDeque;
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

/// Lets one thread through at a time.
#[derive(Default)]
pub(crate) struct Turnstile {
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    is_taken: bool,
    waiting: VecDeque<Arc<Waiter>>,
}

struct Waiter {
    thread: Thread,
    is_called: AtomicBool,
}

impl Turnstile {
    /// Goes in; waits until all who came before have left.
    pub(crate) fn enter(&self) -> Passage<'_> {
        let mut queue = self.queue();
        if mem::replace(&mut queue.is_taken, true) {
            let me = Arc::new(Waiter { thread: thread::current(), is_called: AtomicBool::new(false) });
            queue.waiting.push_back(me.clone());
            drop(queue);
            // A thread can be unparked for nothing, so it is the call that counts.
            while !me.is_called.load(Ordering::Acquire) {
                thread::park();
            }
        }
        Passage { turnstile: self }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever has it is in the turnstile. However it ends, the next one is called.
pub(crate) struct Passage<'a> {
    turnstile: &'a Turnstile,
}

impl Drop for Passage<'_> {
    fn drop(&mut self) {
        let mut queue = self.turnstile.queue();
        match queue.waiting.pop_front() {
            // It stays taken, and is the next one's now.
            Some(next) => {
                next.is_called.store(true, Ordering::Release);
                next.thread.unpark();
            }
            None => queue.is_taken = false,
        }
    }
}
