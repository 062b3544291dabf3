//! A clock that stands still until a test moves it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::locked;
use crate::{Clock, Timestamp};

/// A clock that stands still until you move it. It does not keep pace with `std`: a retry that waits does not notice.
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
