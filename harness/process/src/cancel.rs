//! The wish that a run in flight should end.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A wish that a run in flight should end at once. Clones share it; it cannot be taken back.
#[derive(Clone, Default)]
pub struct Cancel(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    cancelled: bool,
    next: u64,
    wakers: BTreeMap<u64, Box<dyn FnOnce() + Send>>,
}

impl Cancel {
    /// Ends the run that was given a clone of this: it ends with [`Exit::Cancelled`](crate::Exit::Cancelled).
    pub fn cancel(&self) {
        let wakers = {
            let mut state = self.state();
            state.cancelled = true;
            std::mem::take(&mut state.wakers)
        };
        wakers.into_values().for_each(|wake| wake());
    }

    /// Whether the run should end.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// Calls `wake` once the wish is there (at once, if it is there already), unless the returned guard is gone by then.
    pub fn on_cancel(&self, wake: impl FnOnce() + Send + 'static) -> Watch {
        let mut state = self.state();
        let id = state.next;
        if state.cancelled {
            drop(state);
            wake();
        } else {
            state.next += 1;
            state.wakers.insert(id, Box::new(wake));
        }
        Watch { cancel: self.clone(), id }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancel").field(&self.is_cancelled()).finish()
    }
}

/// Takes the waker back when dropped.
pub struct Watch {
    cancel: Cancel,
    id: u64,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.cancel.state().wakers.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_watcher_is_woken_once_and_only_while_it_watches() {
        let (sender, woken) = mpsc::channel();
        let cancel = Cancel::default();
        let early = sender.clone();
        drop(cancel.on_cancel(move || early.send("gone").unwrap()));
        let live = sender.clone();
        let _watch = cancel.on_cancel(move || live.send("live").unwrap());
        cancel.clone().cancel();
        cancel.cancel();
        let _late = cancel.on_cancel(move || sender.send("late").unwrap());
        assert_eq!(woken.try_iter().collect::<Vec<_>>(), ["live", "late"]);
        assert!(cancel.is_cancelled());
    }
}
