//! The policies that somebody will want to swap, and the ones that the broker opens with.

use std::time::Duration;

use pub_sub_api::{Config, Overflow};

/// How full queues are dealt with, and failed deliveries.
pub struct Seams {
    /// Full queues.
    pub overflow: Box<dyn Fn(Overflow) -> Overflow + Send + Sync>,
    /// Failed attempts.
    pub delivery: Box<dyn Fn(u32) -> Option<Duration> + Send + Sync>,
}

impl Seams {
    /// The policies of the config.
    pub fn new(config: &Config) -> Self {
        let rule = config.retry;
        let delays = move || {
            std::iter::successors(Some(rule.first_delay), move |delay| Some(delay.saturating_mul(rule.factor)))
                .map(move |delay| delay.min(rule.max_delay))
        };
        Seams {
            overflow: Box::new(std::convert::identity),
            delivery: Box::new(move |failed| delays().take(rule.max_attempts as usize - 1).nth(failed as usize - 1)),
        }
    }
}
