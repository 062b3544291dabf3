//! How failed deliveries are retried, and how much is kept.

use std::time::Duration;

/// What a broker is set up with. A config that your `build` is given is sound; you need not check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How a failed delivery is retried.
    pub retry: RetryRule,
    /// So many messages each topic keeps for [`replay_from`](crate::PubSub::replay_from), the last ones. Without replay there is
    /// nothing to keep.
    pub retention: usize,
}

/// How a failed delivery is retried: exponential backoff with a cap.
///
/// After the failed attempt number `n` (from 1), the next one begins `first_delay × factor^(n-1)` after the failure, but never more than
/// `max_delay`. After attempt number `max_attempts` there is no next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryRule {
    /// How many attempts a delivery has in all; at least 1.
    pub max_attempts: u32,
    /// The delay after the first failure.
    pub first_delay: Duration,
    /// How many times longer each delay is than the one before; at least 1.
    pub factor: u32,
    /// The longest delay. With many attempts `factor^(n-1)` grows beyond all bounds; this stays.
    pub max_delay: Duration,
}

/// One attempt, no retry; nothing is kept.
impl Default for Config {
    fn default() -> Self {
        let (first_delay, max_delay) = (Duration::from_millis(100), Duration::from_secs(60));
        Config { retry: RetryRule { max_attempts: 1, first_delay, factor: 2, max_delay }, retention: 0 }
    }
}
