//! Who asked what, who was told what, and which call had returned before which began.

use std::fmt::{Debug, Display};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Model, search, words};
use crate::call::call;
use crate::complaint::complain_with;

/// The calls of one scenario. Recording is no scheduling point.
pub struct History<C, A> {
    // std's own lock: held for an entry, never across a scheduling point.
    record: Mutex<Record<C, A>>,
}

struct Record<C, A> {
    moment: usize,
    returned: Vec<Returned<C, A>>,
    under_way: usize,
}

/// A call that has returned.
#[derive(Clone, Debug)]
pub(super) struct Returned<C, A> {
    /// Who called.
    pub(super) task: String,
    pub(super) call: C,
    pub(super) answer: A,
    /// The moments of the call and of its return. No two of a history are the same.
    pub(super) began: usize,
    pub(super) ended: usize,
}

impl<C, A> Default for History<C, A> {
    fn default() -> Self {
        History { record: Mutex::new(Record { moment: 0, returned: Vec::new(), under_way: 0 }) }
    }
}

impl<C: Display, A: Clone + Debug> History<C, A> {
    /// A history in which nothing has happened.
    pub fn new() -> Self {
        History::default()
    }

    /// Makes a call as [`call`](crate::call) does, and records it.
    pub fn call(&self, what: C, body: impl FnOnce() -> A) -> A {
        let began = self.begin();
        let answer = call(&what.to_string(), body);
        let mut record = self.record();
        let ended = record.next();
        let (task, seen) = (kata_engine::task_name(), answer.clone());
        record.returned.push(Returned { task, call: what, answer: seen, began, ended });
        record.under_way -= 1;
        answer
    }

    /// Complains unless the calls have an order in which `model`, as it stood at the beginning, would have answered each of them as
    /// it was answered. `when` begins the complaint: `two drivers came to the last spot`.
    ///
    /// # Panics
    ///
    /// When there is no such order: that is how a check ends early. And when a call has not returned: what it did is not known, so
    /// nothing can be judged.
    pub fn expect_order<M: Model<Call = C, Answer = A>>(&self, model: M, when: &str) {
        let record = self.record();
        assert!(record.under_way == 0, "a history is judged when every call has returned");
        let shortest = search::shortest_without_order(&record.returned, &model);
        let complaint = shortest.map(|shortest| words::complaint(when, &record.returned, &shortest));
        drop(record);
        if let Some((message, notes)) = complaint {
            complain_with(message, notes)
        }
    }

    fn begin(&self) -> usize {
        let mut record = self.record();
        record.under_way += 1;
        record.next()
    }
}

impl<C, A> History<C, A> {
    fn record(&self) -> MutexGuard<'_, Record<C, A>> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C, A> Record<C, A> {
    fn next(&mut self) -> usize {
        self.moment += 1;
        self.moment
    }
}
