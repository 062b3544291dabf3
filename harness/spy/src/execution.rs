//! The state of one execution.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::control::Role;
use crate::entry::Entries;
use crate::record::Crossing;
use crate::shape::{Change, Reader};

/// So many calls are written down: a core that asks again and again would fill the memory.
const MOST: usize = 10_000;

/// How a spy answers.
#[derive(Clone, Default)]
pub(crate) enum Mode {
    /// As the learner's policy does.
    #[default]
    Delegate,
    /// No, where the type of the answer has a natural no.
    Refuse,
    /// Not at all: it panics, once.
    Panic,
    /// As the policy does, but changed; only once, or each time.
    Alter { changes: Vec<Change>, once: bool },
}

/// The state of one execution.
#[derive(Default)]
pub(crate) struct Execution {
    /// How tasks are called; None while no suite wants spies.
    pub(crate) task_name: Option<fn() -> String>,
    pub(crate) roles: Vec<Role>,
    pub(crate) modes: BTreeMap<String, Mode>,
    pub(crate) readers: Vec<Reader>,
    pub(crate) entries: Entries,
    /// The number of the shipped policy that is to take its place.
    pub(crate) instead: Option<usize>,
    crossings: Vec<Crossing>,
}

thread_local! {
    // The tasks of an execution share one thread of the operating system, so this is the state of an execution.
    static EXECUTION: RefCell<Execution> = RefCell::default();
}

/// Looks at the state, or changes it. `body` must not call back in, so it calls no code of the learner's.
pub(crate) fn with<R>(body: impl FnOnce(&mut Execution) -> R) -> R {
    EXECUTION.with_borrow_mut(body)
}

impl Execution {
    /// The start of an execution that wants spies.
    pub(crate) fn wanting(task_name: fn() -> String) -> Execution {
        Execution { task_name: Some(task_name), ..Execution::default() }
    }

    /// The name of the calling task.
    pub(crate) fn task(&self) -> String {
        self.task_name.map_or_else(String::new, |name| name())
    }

    /// Writes a call down. None when the record is full.
    pub(crate) fn push(&mut self, crossing: Crossing) -> Option<usize> {
        if self.crossings.len() == MOST {
            return None;
        }
        self.crossings.push(crossing);
        Some(self.crossings.len() - 1)
    }

    /// A call that was written down in this execution.
    pub(crate) fn crossing(&mut self, index: usize) -> Option<&mut Crossing> {
        self.crossings.get_mut(index)
    }

    /// All calls so far, in the order in which they began.
    pub(crate) fn crossings(&self) -> &[Crossing] {
        &self.crossings
    }

    /// How the spy of a role answers.
    pub(crate) fn mode(&self, role: &str) -> Mode {
        self.modes.get(role).cloned().unwrap_or_default()
    }
}
