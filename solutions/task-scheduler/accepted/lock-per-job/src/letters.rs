//! What failed for good.

use std::sync::Mutex;

use task_scheduler_api::{DeadLetter, JobId};

use crate::locked;

/// What failed for good, oldest first.
#[derive(Default)]
pub(crate) struct Letters(Mutex<Vec<DeadLetter>>);

impl Letters {
    pub(crate) fn add(&self, letter: DeadLetter) {
        locked(&self.0).push(letter);
    }

    pub(crate) fn remove(&self, job: JobId) {
        locked(&self.0).retain(|letter| letter.job != job);
    }

    pub(crate) fn all(&self) -> Vec<DeadLetter> {
        locked(&self.0).clone()
    }
}
