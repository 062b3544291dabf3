//! What has become of a job.

use crate::{Failure, JobId, JobKey, Timestamp};

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It waits for its next attempt, or for a worker to make it.
    Waiting {
        /// When that attempt is due.
        due: Timestamp,
        /// Which attempt at its occurrence that will be, from 1.
        attempt: u32,
    },
    /// A worker makes an attempt, or holds a lease on one.
    Running {
        /// Which attempt it is, from 1.
        attempt: u32,
    },
    /// Its only occurrence has succeeded.
    Done,
    /// It was cancelled, before or during a run.
    Cancelled,
    /// Its last attempt has failed: it is among the dead letters.
    Dead,
}

/// How far a job could be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cancelled {
    /// In time: no attempt was running, and none will begin. (Earlier occurrences, or failed attempts, there may have been.)
    BeforeRun,
    /// An attempt is running, and runs to its end. Nothing follows it: no retry, no further occurrence, no dead letter.
    DuringRun,
    /// Nothing to take back: the job is done, dead or cancelled already, or was never known.
    TooLate,
}

/// An occurrence that failed for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The job.
    pub job: JobId,
    /// Its key.
    pub key: JobKey,
    /// When the occurrence was planned.
    pub planned: Timestamp,
    /// How many attempts were made.
    pub attempts: u32,
    /// Why the last one failed.
    pub failure: Failure,
}

/// How to end the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shutdown {
    /// What is due now is still attempted, once. Asked only of a scheduler that has workers.
    Drain,
    /// What runs now runs to its end; nothing else begins.
    Abort,
}
