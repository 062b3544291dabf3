//! What a recording double writes down: each call, by whom, when, and which locks the caller held.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kata_engine::Held;

/// A record of calls, for the doubles of ports. Pushing is no scheduling point, so that a double does not change what it
/// observes.
pub struct Log<T> {
    // std's own lock: held for a push or a copy, never across a scheduling point.
    entries: Mutex<Vec<Entry<T>>>,
}

/// One call that a double received.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// What was called.
    pub what: T,
    /// The name of the calling task.
    pub task: String,
    /// When, in virtual time since the start of the execution.
    pub at: Duration,
    /// The locks that the caller held, first taken first.
    pub held: Vec<Held>,
}

impl<T> Default for Log<T> {
    fn default() -> Self {
        Log { entries: Mutex::default() }
    }
}

impl<T: Clone> Log<T> {
    /// An empty record.
    pub fn new() -> Self {
        Log::default()
    }

    /// Writes one call down, together with who calls, when, and under which locks.
    pub fn push(&self, what: T) {
        let entry = Entry { what, task: kata_engine::task_name(), at: kata_engine::now(), held: kata_engine::held() };
        self.lock().push(entry);
    }

    /// All calls so far, first one first.
    pub fn entries(&self) -> Vec<Entry<T>> {
        self.lock().clone()
    }

    /// What was called so far, first one first.
    pub fn calls(&self) -> Vec<T> {
        self.lock().iter().map(|entry| entry.what.clone()).collect()
    }

    /// How many calls there were.
    pub fn count(&self, which: impl Fn(&T) -> bool) -> usize {
        self.lock().iter().filter(|entry| which(&entry.what)).count()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Entry<T>>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The locks that the calling task holds, as the end of a sentence: `, while it held Mutex<Lot> since src/lot.rs:12`.
/// Empty where it holds none.
pub fn holding(held: &[Held]) -> String {
    if held.is_empty() {
        return String::new();
    }
    let locks: Vec<_> = held.iter().map(|lock| format!("{} since {}", lock.object, lock.at)).collect();
    format!(", while it held {}", locks.join(" and "))
}
