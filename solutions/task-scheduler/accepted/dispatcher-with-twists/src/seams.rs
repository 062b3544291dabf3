//! The policies that can be swapped, and the ones that the scheduler opens with.

use std::time::Duration;

use task_scheduler_api::{Config, Misfire, RetryRule, Timestamp};

/// What follows a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Another attempt, this long after the failure.
    RetryAfter(Duration),
    /// Nothing: it is a dead letter.
    GiveUp,
}

/// Decides what follows a failed attempt.
pub trait RetryPolicy: Send + Sync {
    /// What follows attempt number `attempt`, from 1.
    fn after_failure(&self, attempt: u32) -> Next;
}

/// Decides whether an occurrence that was missed is run late.
pub trait MisfirePolicy: Send + Sync {
    /// One of the missed occurrences, of which these are the oldest and the latest. None: on with the schedule.
    fn run_late(&self, mode: Misfire, oldest: Timestamp, latest: Timestamp) -> Option<Timestamp>;
}

/// The policies of one scheduler. The dispatcher knows them by their traits only.
pub struct Seams {
    /// What follows a failed attempt.
    pub retry: Box<dyn RetryPolicy>,
    /// Whether an occurrence that was missed is run late.
    pub misfire: Box<dyn MisfirePolicy>,
}

impl Seams {
    /// The policies that the scheduler opens with.
    pub fn new(config: &Config) -> Self {
        Seams { retry: Box::new(Backoff { rule: config.retry }), misfire: Box::new(AsTheJobSays) }
    }
}

/// Exponential backoff with a cap.
struct Backoff {
    rule: RetryRule,
}

impl RetryPolicy for Backoff {
    fn after_failure(&self, attempt: u32) -> Next {
        if attempt >= self.rule.max_attempts {
            return Next::GiveUp;
        }
        let mut delay = self.rule.first_delay;
        for _ in 1..attempt {
            delay = delay.saturating_mul(self.rule.factor);
            // Once at the cap, it stays there; so this ends soon, also for a great number of attempts.
            if delay >= self.rule.max_delay {
                break;
            }
        }
        Next::RetryAfter(delay.min(self.rule.max_delay))
    }
}

/// What the mode of the job says.
struct AsTheJobSays;

impl MisfirePolicy for AsTheJobSays {
    fn run_late(&self, mode: Misfire, oldest: Timestamp, latest: Timestamp) -> Option<Timestamp> {
        match mode {
            Misfire::Skip => None,
            Misfire::RunOnce => Some(latest),
            Misfire::CatchUp => Some(oldest),
        }
    }
}
