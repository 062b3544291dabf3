//! Twist: some jobs are more urgent than others.
//!
//! You write a type that implements [`PriorityScheduler`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_priorities(config: Config, ports: Ports, seams: Seams, priorities: Priorities) -> Arc<dyn PriorityScheduler>
//! ```
//!
//! `build` stays as it is: the schedulers that were built before have no priorities.

use std::time::Duration;

use crate::{JobId, JobSpec, SubmitError, TaskScheduler};

/// How priorities change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priorities {
    /// A job that is due moves up by one for each *full* such time that it has been due. Never zero.
    pub ageing: Duration,
}

/// A scheduler with priorities. All that [`TaskScheduler`] promises goes for it as well, but for the order of what is due.
///
/// Of all that is due, a worker (and a claim, and a drain) takes what is most urgent *at the instant at which it takes it*:
///
/// * The urgency of a job is its priority, plus one for each full [`Priorities::ageing`] from when its attempt was due to that instant.
///   An attempt that is due anew (a retry, the next occurrence) has waited for nothing yet.
/// * Of those that are equally urgent, it takes what was due first; of those that were due at the same time, what was
///   submitted first.
///
/// What is not due yet is not taken, however urgent it is, and holds up nobody. An attempt that runs is not interrupted.
pub trait PriorityScheduler: TaskScheduler {
    /// Submits a job with this priority; a larger one is more urgent. What is submitted with [`submit`](TaskScheduler::submit) has
    /// priority 0. All occurrences and attempts of a job have the priority of the job.
    ///
    /// # Errors
    ///
    /// As those of [`submit`](TaskScheduler::submit).
    fn submit_with_priority(&self, job: JobSpec, priority: u32) -> Result<JobId, SubmitError>;
}
