//! What is submitted.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{Cron, Handler, JobKey, Timestamp};

/// A job to submit.
#[derive(Clone)]
pub struct JobSpec {
    /// What you call it.
    pub key: JobKey,
    /// When it is due.
    pub trigger: Trigger,
    /// What becomes of occurrences that were missed.
    pub misfire: Misfire,
    /// What it does.
    pub handler: Arc<dyn Handler>,
}

impl JobSpec {
    /// A job whose missed occurrences are skipped.
    pub fn new(key: impl Into<JobKey>, trigger: Trigger, handler: Arc<dyn Handler>) -> Self {
        JobSpec { key: key.into(), trigger, misfire: Misfire::Skip, handler }
    }

    /// The same with another mode for occurrences that were missed.
    #[must_use]
    pub fn misfire(self, misfire: Misfire) -> Self {
        JobSpec { misfire, ..self }
    }
}

impl fmt::Debug for JobSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let JobSpec { key, trigger, misfire, handler: _ } = self;
        let mut shown = f.debug_struct("JobSpec");
        shown.field("key", key).field("trigger", trigger).field("misfire", misfire).finish_non_exhaustive()
    }
}

/// When a job is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Once, at this instant. If it has passed: at once.
    Once(Timestamp),
    /// At `first`, `first + every`, `first + 2 × every`, and so on, however long the runs take.
    FixedRate {
        /// When the first occurrence is due. If it has passed: at once.
        first: Timestamp,
        /// The time from one occurrence to the next.
        every: Duration,
    },
    /// At `first`, and from then on always this long after the occurrence before has *succeeded*.
    FixedDelay {
        /// When the first occurrence is due. If it has passed: at once.
        first: Timestamp,
        /// The time from the end of an occurrence to the next.
        delay: Duration,
    },
    /// At each time of the expression. The first one is *strictly after* the submission: a job that is submitted at 12:00:00
    /// sharp for 12:00 waits for the next day.
    Cron(Cron),
}

/// What becomes of the occurrences of a fixed rate or a cron expression that were missed.
///
/// It is decided once, when an occurrence has succeeded and the next one is planned: *missed* are those planned after the one that
/// succeeded and before the present instant. One that is planned for this very instant is not missed. An occurrence that has been
/// planned is never dropped: if no worker is free, it runs late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Misfire {
    /// None of them runs. The next is the first one that was not missed.
    #[default]
    Skip,
    /// One of them runs, the latest, at once and in place of all; then the schedule goes on.
    RunOnce,
    /// All of them run, one after the other, oldest first; then the schedule goes on.
    CatchUp,
}
