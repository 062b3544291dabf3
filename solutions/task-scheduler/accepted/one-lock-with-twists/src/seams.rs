//! The policies that can be swapped, and the ones that the scheduler opens with.

use std::time::Duration;

use task_scheduler_api::{Config, Misfire, RetryRule, Timestamp};

/// Decides whether and when a failed attempt is followed by another.
pub trait Retry: Send + Sync {
    /// How long after the failure of attempt number `attempt` (from 1) the next one is due. None: there is no next one.
    fn delay_after(&self, attempt: u32) -> Option<Duration>;
}

/// Decides which occurrence is the next one when some were missed.
pub trait MisfirePolicy: Send + Sync {
    /// One of the instants of `overdue`, for a job with this mode.
    fn next(&self, mode: Misfire, overdue: &Overdue) -> Timestamp;
}

/// Occurrences that were missed. If it is only one, it is both the oldest and the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// The oldest that was missed.
    pub oldest: Timestamp,
    /// The latest that was missed.
    pub latest: Timestamp,
    /// The first that was not missed.
    pub upcoming: Timestamp,
}

/// The policies of one scheduler. The scheduler knows them by their traits only.
pub struct Seams {
    /// Whether and when a failed attempt is followed by another.
    pub retry: Box<dyn Retry>,
    /// Which occurrence is the next one when some were missed.
    pub misfire: Box<dyn MisfirePolicy>,
}

impl Seams {
    /// The policies that the scheduler opens with.
    pub fn new(config: &Config) -> Self {
        Seams { retry: Box::new(Backoff { rule: config.retry }), misfire: Box::new(ByMode) }
    }
}

/// Exponential backoff with a cap.
struct Backoff {
    rule: RetryRule,
}

impl Retry for Backoff {
    fn delay_after(&self, attempt: u32) -> Option<Duration> {
        let RetryRule { max_attempts, first_delay, factor, max_delay } = self.rule;
        let growth = factor.saturating_pow(attempt - 1);
        (attempt < max_attempts).then(|| first_delay.saturating_mul(growth).min(max_delay))
    }
}

/// What the mode of the job says.
struct ByMode;

impl MisfirePolicy for ByMode {
    fn next(&self, mode: Misfire, overdue: &Overdue) -> Timestamp {
        match mode {
            Misfire::Skip => overdue.upcoming,
            Misfire::RunOnce => overdue.latest,
            Misfire::CatchUp => overdue.oldest,
        }
    }
}
