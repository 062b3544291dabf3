//! The outside world, as the scheduler sees it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::{Effect, JobId, Timestamp};

/// The outside world that a scheduler is built with.
#[derive(Clone)]
pub struct Ports {
    /// The only source of time.
    pub clock: Arc<dyn Clock>,
    /// Where the effects of runs go.
    pub effects: Arc<dyn EffectStore>,
}

/// The only source of time: jobs are due by what it says, never by what the machine's own clocks say.
pub trait Clock: Send + Sync {
    /// What time it is. Cheap, never earlier than what it said before, and in pace with `std`'s timed waits.
    fn now(&self) -> Timestamp;
}

/// Where the effects of runs go: the mails that are sent, the rows that are written.
///
/// It lives across the network. So it may be **slow**: nobody else must wait for it. It may be called from many threads at once. It may
/// **fail**, and then nobody knows whether the effect happened. It may **panic**, which is a failure as well.
///
/// What makes that bearable is the key: the store applies an effect *once* for each key, however often it is asked. So the same
/// occurrence must come with the same key each time, and no other occurrence with that key.
pub trait EffectStore: Send + Sync {
    /// Applies the effect, unless one with this key has been applied before. `Ok` means that it has been applied, now or before.
    ///
    /// # Errors
    ///
    /// [`StoreError`]: no answer. It may have been applied, or not.
    fn apply_once(&self, key: &EffectKey, effect: &Effect) -> Result<(), StoreError>;
}

/// What names one occurrence, whatever the attempt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EffectKey {
    /// The job.
    pub job: JobId,
    /// When the occurrence was planned: [`Run::planned`](crate::Run::planned).
    pub planned: Timestamp,
}

/// The store gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError {
    /// Why, in its own words. It becomes the reason of the failed attempt, as it is.
    pub reason: String,
}

impl StoreError {
    /// A failure with this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        StoreError { reason: reason.into() }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the effect store failed: {}", self.reason)
    }
}

impl Error for StoreError {}
