//! Instants of the shop's clock.

use std::fmt;
use std::ops::Add;
use std::time::Duration;

/// An instant, as the [`Clock`](crate::Clock) tells it. It has nothing to do with the machine's own clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(Duration);

impl Timestamp {
    /// The instant that is this long after the clock's origin.
    pub const fn new(since_origin: Duration) -> Self {
        Timestamp(since_origin)
    }

    /// How long after the clock's origin it is.
    pub const fn since_origin(self) -> Duration {
        self.0
    }

    /// The time from `earlier` to this instant; zero where `earlier` is later.
    pub const fn since(self, earlier: Timestamp) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, later: Duration) -> Timestamp {
        Timestamp(self.0.saturating_add(later))
    }
}

impl fmt::Display for Timestamp {
    /// Hours, minutes and seconds since the origin: `26:05:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        f.pad(&format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
    }
}
