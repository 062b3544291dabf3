//! `Barrier`.

use std::fmt;
use std::panic::Location;

use kata_engine::sys::{Label, Object, Subject, barrier};

/// A place where tasks wait for each other.
pub struct Barrier {
    object: Object,
    parties: usize,
}

/// Whether the task was the one that let the others go.
pub struct BarrierWaitResult(bool);

impl Barrier {
    /// A barrier for `n` tasks.
    pub const fn new(n: usize) -> Barrier {
        Barrier { object: Object::new(), parties: n }
    }

    /// Waits until all have come. One of them is the leader.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let subject = Subject {
            object: &self.object,
            label: Label { wrapper: "Barrier", inner: None },
            // All that changes is in the world of the execution.
            region: (std::ptr::null(), 0),
        };
        BarrierWaitResult(barrier::wait(subject, self.parties, Location::caller()))
    }
}

impl BarrierWaitResult {
    /// Whether the task was the one that let the others go.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult").field("is_leader", &self.0).finish()
    }
}
