//! The policies that somebody will want to swap, and the ones that the broker opens with.

use std::time::Duration;

use pub_sub_api::{Config, Overflow, RetryRule};

/// Decides what happens when a message is published and the queue of a subscription is full.
pub trait OverflowPolicy: Send + Sync {
    /// What happens, where the subscriber wanted this.
    fn when_full(&self, wanted: Overflow) -> Overflow;
}

/// Decides whether and when a failed attempt to deliver is followed by another.
pub trait DeliveryPolicy: Send + Sync {
    /// How long after the failure of attempt number `attempt` (from 1) the next one begins. None: there is no next one.
    fn pause_after(&self, attempt: u32) -> Option<Duration>;
}

/// The policies of one broker. The broker knows them by their traits only.
pub struct Seams {
    /// What happens when a queue is full.
    pub overflow: Box<dyn OverflowPolicy>,
    /// Whether and when a failed attempt is followed by another.
    pub delivery: Box<dyn DeliveryPolicy>,
}

impl Seams {
    /// The policies that the broker opens with.
    pub fn new(config: &Config) -> Self {
        Seams { overflow: Box::new(AsWanted), delivery: Box::new(Backoff { rule: config.retry }) }
    }
}

/// What the subscriber wants.
struct AsWanted;

impl OverflowPolicy for AsWanted {
    fn when_full(&self, wanted: Overflow) -> Overflow {
        wanted
    }
}

/// Exponential backoff with a cap.
struct Backoff {
    rule: RetryRule,
}

impl DeliveryPolicy for Backoff {
    fn pause_after(&self, attempt: u32) -> Option<Duration> {
        let RetryRule { max_attempts, first_delay, factor, max_delay } = self.rule;
        let growth = factor.saturating_pow(attempt - 1);
        (attempt < max_attempts).then(|| first_delay.saturating_mul(growth).min(max_delay))
    }
}
