//! The counter: what is due and waits for a worker.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::book::Alarm;

/// The alarms that have rung, earliest first. Knows no clock.
#[derive(Default)]
pub(crate) struct Counter {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    rung: BTreeSet<Alarm>,
    /// How many were taken away and are still worked on.
    away: usize,
    closed: bool,
}

impl Counter {
    /// An alarm has rung.
    pub(crate) fn ring(&self, alarm: Alarm) {
        let mut state = self.state();
        if !state.closed && state.rung.insert(alarm) {
            self.changed.notify_one();
        }
    }

    /// Takes the earliest, or waits for one. None: the counter is closed and empty.
    pub(crate) fn wait(&self) -> Option<Alarm> {
        let idle = |state: &mut State| !state.closed && state.rung.is_empty();
        let mut state = self.changed.wait_while(self.state(), idle).unwrap_or_else(PoisonError::into_inner);
        state.take()
    }

    /// Takes the earliest, if there is one.
    pub(crate) fn try_take(&self) -> Option<Alarm> {
        self.state().take()
    }

    /// What was taken away has been worked on.
    pub(crate) fn put_back(&self) {
        let mut state = self.state();
        state.away -= 1;
        if state.closed {
            self.changed.notify_all();
        }
    }

    /// Takes nothing any more but these, and waits until all is worked on.
    pub(crate) fn close(&self, last: Vec<Alarm>) {
        let mut state = self.state();
        if !std::mem::replace(&mut state.closed, true) {
            state.rung = last.into_iter().collect();
        }
        self.changed.notify_all();
        let busy = |state: &mut State| state.away > 0 || !state.rung.is_empty();
        drop(self.changed.wait_while(state, busy).unwrap_or_else(PoisonError::into_inner));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self) -> Option<Alarm> {
        let alarm = self.rung.pop_first()?;
        self.away += 1;
        Some(alarm)
    }
}
