//! The outside world, as the broker sees it.

use std::ops::Add;
use std::sync::Arc;
use std::time::Duration;

/// The outside world that a broker is built with.
#[derive(Clone)]
pub struct Ports {
    /// The only source of time.
    pub clock: Arc<dyn Clock>,
}

/// The only source of time: when a message was published is what it says, never what the machine's own clocks say.
pub trait Clock: Send + Sync {
    /// What time it is. Cheap, never earlier than what it said before, and in pace with `std`'s timed waits: who sleeps for 20 ms
    /// finds it 20 ms further on.
    fn now(&self) -> Timestamp;
}

/// An instant, as the [`Clock`] tells it: the time since an origin that only the clock knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(Duration);

impl Timestamp {
    /// The instant that is this long after the origin.
    pub const fn new(since_origin: Duration) -> Self {
        Timestamp(since_origin)
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
