//! Twist: some jobs come after others.
//!
//! You write a type that implements [`DependencyScheduler`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_dependencies(config: Config, ports: Ports, seams: Seams, dependencies: Dependencies) -> Arc<dyn DependencyScheduler>
//! ```
//!
//! `build` stays as it is: the schedulers that were built before know no dependencies.

use std::error::Error;
use std::fmt;

use crate::{JobId, TaskScheduler};

/// What is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependencies {
    /// For how many jobs one job may wait at the same time. Those that it has waited for do not count, nor do those that
    /// wait for it.
    pub limit: usize,
}

/// A scheduler with dependencies. All that [`TaskScheduler`] promises goes for it as well.
///
/// A job that waits for others is *held up*: no attempt of it begins before all of them are over, that is done or cancelled. (A dead
/// job is not over, and goes on holding others up. A recurring job is over when it is cancelled.) Being held up changes neither
/// what it is due for nor its status, which is [`Status::Waiting`](crate::Status::Waiting) with the due time that it had; if that has
/// passed when the last of the others is over, the job is due at once, and keeps its place before what was due later.
///
/// It may be cancelled meanwhile, and then holds up nobody itself. What is held up when [`shutdown`](TaskScheduler::shutdown) is called
/// is not attempted any more, not even by a drain, and handed back.
pub trait DependencyScheduler: TaskScheduler {
    /// The first job comes after the second one: it waits until that is over, from the moment when this returns. If `on` is over
    /// already, there is nothing to wait for, and the call is right all the same; so it is if `job` waits for `on` already.
    ///
    /// # Errors
    ///
    /// In this order, where more than one applies; an error changes nothing:
    ///
    /// * [`DependError::Unknown`]: the scheduler never took this job, or has forgotten it ([`Config::history`](crate::Config::history)).
    ///   `job` is named before `on`.
    /// * [`DependError::TooLate`]: the first attempt of `job` has begun, or `job` was cancelled.
    /// * [`DependError::Cycle`]: `job` and `on` are the same, or `on` waits for `job`, itself or by way of others.
    /// * [`DependError::Limit`]: `job` waits for as many others as the limit allows, and would wait for one more.
    fn depend(&self, job: JobId, on: JobId) -> Result<(), DependError>;
}

/// Why a job does not wait for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DependError {
    /// The scheduler does not know this job.
    Unknown(JobId),
    /// This job has begun, or is over.
    TooLate(JobId),
    /// The two would wait for each other.
    Cycle,
    /// It would wait for more jobs than allowed.
    Limit,
}

impl fmt::Display for DependError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DependError::Unknown(job) => write!(f, "{job} is not known"),
            DependError::TooLate(job) => write!(f, "{job} has begun, or is over"),
            DependError::Cycle => f.write_str("a job would wait for itself"),
            DependError::Limit => f.write_str("the job waits for as many others as it may"),
        }
    }
}

impl Error for DependError {}
