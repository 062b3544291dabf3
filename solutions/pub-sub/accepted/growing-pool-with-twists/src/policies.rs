//! The two decisions.

use std::time::Duration;

use pub_sub_api::{Config, Overflow as Mode, RetryRule};

/// What is done with a message that finds a queue full.
pub trait Overflow: Send + Sync + 'static {
    /// So many wait, so many may.
    fn overflow(&self, mode: Mode, waiting: usize, capacity: usize) -> Mode;
}

/// What is done with a delivery that failed.
pub trait Delivery: Send + Sync + 'static {
    /// The rest before the next attempt.
    fn rest(&self, failed: &Failed<'_>) -> Option<Duration>;
}

/// A failed attempt.
pub struct Failed<'a> {
    /// Its number.
    pub attempt: u32,
    /// Why.
    pub reason: &'a str,
}

/// Chosen at the top.
pub struct Seams {
    /// See [`Overflow`].
    pub overflow: Box<dyn Overflow>,
    /// See [`Delivery`].
    pub delivery: Box<dyn Delivery>,
}

impl Seams {
    /// By the config.
    pub fn new(&Config { retry, .. }: &Config) -> Self {
        Self { overflow: Box::new(()), delivery: Box::new(Table::from(retry)) }
    }
}

impl Overflow for () {
    fn overflow(&self, mode: Mode, _: usize, _: usize) -> Mode {
        mode
    }
}

struct Table {
    first: Vec<Duration>,
    rule: RetryRule,
}

impl From<RetryRule> for Table {
    fn from(rule: RetryRule) -> Self {
        let mut first = Vec::with_capacity(8);
        let mut pause = rule.first_delay;
        while first.len() < 8 && (first.len() as u32) < rule.max_attempts - 1 {
            first.push(pause.min(rule.max_delay));
            pause = pause.saturating_mul(rule.factor);
        }
        Table { first, rule }
    }
}

impl Delivery for Table {
    fn rest(&self, failed: &Failed<'_>) -> Option<Duration> {
        let nth = failed.attempt as usize - 1;
        if failed.attempt >= self.rule.max_attempts {
            return None;
        }
        let late = || {
            let factor = self.rule.factor.checked_pow(failed.attempt - 1);
            factor
                .and_then(|factor| self.rule.first_delay.checked_mul(factor))
                .map_or(self.rule.max_delay, |pause| pause.min(self.rule.max_delay))
        };
        Some(self.first.get(nth).copied().unwrap_or_else(late))
    }
}
