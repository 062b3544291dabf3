//! A clock that stands still until a test moves it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::locked;
use crate::{Clock, Timestamp};

/// A clock that stands still until you move it. It starts at eight hours after its origin.
#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<Timestamp>,
}

impl ManualClock {
    /// A clock that nobody has moved yet.
    pub fn new() -> Arc<Self> {
        Arc::new(ManualClock { now: Mutex::new(Timestamp::new(Duration::from_secs(8 * 3600))) })
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
