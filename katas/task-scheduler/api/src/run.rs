//! One attempt, and how it ends.

use std::fmt;

use crate::{JobId, JobKey, Timestamp, WorkerId};

/// What a job does.
pub trait Handler: Send + Sync {
    /// Does the work of one attempt, and says which effect it has.
    ///
    /// It may be slow. It may call the scheduler: submit jobs, cancel any job (itself, too), ask for a status. It may
    /// panic: the attempt has failed then, with the text of the panic for a reason if it has one, and the worker lives on.
    ///
    /// # Errors
    ///
    /// [`Failure`]: the attempt has failed.
    fn run(&self, run: &Run) -> Result<Effect, Failure>;
}

/// One attempt at one occurrence of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The job.
    pub job: JobId,
    /// Its key.
    pub key: JobKey,
    /// When this occurrence was planned: what the trigger said. The same for all its attempts, whenever they begin.
    pub planned: Timestamp,
    /// Which attempt at this occurrence it is, from 1.
    pub attempt: u32,
    /// Who makes it.
    pub worker: WorkerId,
}

/// What a successful run wants to have happened in the world. The scheduler does not look inside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effect(String);

impl Effect {
    /// The effect with this text.
    pub fn new(text: impl Into<String>) -> Self {
        Effect(text.into())
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why, in the words of whoever failed. Pass it on as it is.
    pub reason: String,
}

impl Failure {
    /// A failure with this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Failure { reason: reason.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}
