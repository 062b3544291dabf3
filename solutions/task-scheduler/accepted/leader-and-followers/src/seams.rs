//! The policies that can be swapped, and the ones that the scheduler opens with.

use std::time::Duration;

use task_scheduler_api::{Config, Misfire, RetryRule, Timestamp};

/// What follows a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Another attempt, so long after the failure.
    Again(Duration),
    /// A dead letter.
    Never,
}

/// Decides what follows a failed attempt.
pub trait Retry: Send + Sync {
    /// What follows attempt number `attempt`, from 1.
    fn after(&self, attempt: u32) -> Then;
}

/// Decides which occurrence is the next one when some were missed.
pub trait Late: Send + Sync {
    /// One of the missed instants, of which these are the first and the last; None if none of them is to run.
    fn make_up(&self, mode: Misfire, first: Timestamp, last: Timestamp) -> Option<Timestamp>;
}

/// The policies of one scheduler.
pub struct Seams {
    /// What follows a failed attempt.
    pub retry: Box<dyn Retry>,
    /// Which of the occurrences that were missed is run.
    pub misfire: Box<dyn Late>,
}

impl Seams {
    /// The policies that the scheduler opens with.
    pub fn new(config: &Config) -> Self {
        Seams { retry: Box::new(Growing(config.retry)), misfire: Box::new(AsTheJobSays) }
    }
}

/// Pauses that grow by a factor, up to a cap.
struct Growing(RetryRule);

impl Retry for Growing {
    fn after(&self, attempt: u32) -> Then {
        let RetryRule { max_attempts, first_delay, factor, max_delay } = self.0;
        if attempt >= max_attempts {
            return Then::Never;
        }
        let growth = factor.checked_pow(attempt - 1);
        let delay = growth.and_then(|growth| first_delay.checked_mul(growth));
        Then::Again(delay.map_or(max_delay, |delay| delay.min(max_delay)))
    }
}

/// The mode of the job decides.
struct AsTheJobSays;

impl Late for AsTheJobSays {
    fn make_up(&self, mode: Misfire, first: Timestamp, last: Timestamp) -> Option<Timestamp> {
        match mode {
            Misfire::Skip => None,
            Misfire::RunOnce => Some(last),
            Misfire::CatchUp => Some(first),
        }
    }
}
