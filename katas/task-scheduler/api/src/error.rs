//! Why a call was refused. A refused call has changed nothing.

use std::error::Error;
use std::fmt;

use crate::{JobId, JobKey};

/// Why a job was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubmitError {
    /// The scheduler is shut down, or about to be.
    ShutDown,
    /// This scheduler leaves this kind of trigger out.
    Unsupported,
    /// The cron expression names a time that never comes.
    NeverDue,
    /// The interval of the trigger is zero.
    ZeroInterval,
    /// A job with this key is not over yet.
    DuplicateKey(JobKey),
}

impl fmt::Display for SubmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SubmitError::ShutDown => f.write_str("the scheduler is shut down"),
            SubmitError::Unsupported => f.write_str("this scheduler has no triggers of this kind"),
            SubmitError::NeverDue => f.write_str("the time of this cron expression never comes"),
            SubmitError::ZeroInterval => f.write_str("an interval of no length would never end"),
            SubmitError::DuplicateKey(key) => write!(f, "a job with the key {key} is not over yet"),
        }
    }
}

impl Error for SubmitError {}

/// Why a job was not given another chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedriveError {
    /// This scheduler leaves the extension out.
    Unsupported,
    /// The job is not dead, or not known.
    NotDead(JobId),
}

impl fmt::Display for RedriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RedriveError::Unsupported => f.write_str("this scheduler cannot redrive jobs"),
            RedriveError::NotDead(job) => write!(f, "{job} is not dead"),
        }
    }
}

impl Error for RedriveError {}
