//! How failed attempts are retried, and how much is remembered.

use std::time::Duration;

/// What a scheduler is set up with. A config that your `build` is given is sound; you need not check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// So many jobs that are done or cancelled are remembered, those that ended last: their
    /// [`status`](crate::TaskScheduler::status) is known, that of earlier ones is forgotten. A million jobs a day run through here;
    /// whatever your scheduler keeps of a job that is over has to go with it.
    pub history: usize,
    /// How a failed attempt is retried.
    pub retry: RetryRule,
}

/// How a failed attempt is retried: exponential backoff with a cap.
///
/// After the failed attempt number `n` (from 1), the next one is due `first_delay × factor^(n-1)` after the failure, but never more than
/// `max_delay`. After attempt number `max_attempts` there is no next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRule {
    /// How many attempts an occurrence has in all; at least 1.
    pub max_attempts: u32,
    /// The delay after the first failure.
    pub first_delay: Duration,
    /// How many times longer each delay is than the one before; at least 1.
    pub factor: u32,
    /// The longest delay. With many attempts `factor^(n-1)` grows beyond all bounds; this stays.
    pub max_delay: Duration,
}

/// A thousand jobs of history; three attempts, after 100 ms and 200 ms.
impl Default for Config {
    fn default() -> Self {
        let (first_delay, max_delay) = (Duration::from_millis(100), Duration::from_secs(60));
        Config { history: 1000, retry: RetryRule { max_attempts: 3, first_delay, factor: 2, max_delay } }
    }
}
