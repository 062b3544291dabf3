//! A clock that stands still until a test moves it, and one that runs.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::locked;
use crate::{Clock, Timestamp};

/// A clock that stands still until you move it: for what a schedule *says*.
///
/// It does not keep pace with `std`, so a worker that sleeps does not notice when you move it. Where a worker has to wait for
/// something, use a [`RunningClock`].
#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<Timestamp>,
}

impl ManualClock {
    /// A clock that shows this.
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(ManualClock { now: Mutex::new(now) })
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut now = locked(&self.now);
        *now = *now + by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *locked(&self.now)
    }
}

/// A clock that runs, as the real one does, but shows a time of your choice.
#[derive(Debug)]
pub struct RunningClock {
    origin: Timestamp,
    since: Instant,
}

impl RunningClock {
    /// A clock that shows this now, and runs.
    pub fn from(origin: Timestamp) -> Arc<Self> {
        Arc::new(RunningClock { origin, since: Instant::now() })
    }
}

impl Clock for RunningClock {
    fn now(&self) -> Timestamp {
        self.origin + self.since.elapsed()
    }
}
