//! Time on the virtual clock of the execution.

use std::error::Error;
use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::panic::Location;

use kata_engine::sys;

pub use ::std::time::{Duration, TryFromFloatSecsError};

/// Nanoseconds, of either sign.
type Nanos = i128;

/// As far as std's instants reach on 64-bit Unix.
const REACH: Nanos = (i64::MAX as Nanos) * 1_000_000_000 + 999_999_999;

/// The start of each execution on the calendar: 2026-01-01 00:00:00 UTC.
const START: Nanos = 1_767_225_600 * 1_000_000_000;

/// The start of each execution on the monotonic clock: an hour after the machine came up.
const UPTIME: Nanos = 3_600 * 1_000_000_000;

fn nanos(duration: Duration) -> Nanos {
    duration.as_nanos() as Nanos
}

fn duration(nanos: Nanos) -> Option<Duration> {
    let nanos = u128::try_from(nanos).ok()?;
    let secs = u64::try_from(nanos / 1_000_000_000).ok()?;
    Some(Duration::new(secs, (nanos % 1_000_000_000) as u32))
}

fn within_reach(nanos: Nanos) -> Option<Nanos> {
    (nanos.unsigned_abs() <= REACH.unsigned_abs()).then_some(nanos)
}

macro_rules! arithmetic {
    ($name:ident) => {
        impl $name {
            /// The time so much later, if it can be represented.
            pub fn checked_add(&self, duration: Duration) -> Option<$name> {
                within_reach(self.0 + nanos(duration)).map($name)
            }

            /// The time so much earlier, if it can be represented.
            pub fn checked_sub(&self, duration: Duration) -> Option<$name> {
                within_reach(self.0 - nanos(duration)).map($name)
            }
        }

        impl Add<Duration> for $name {
            type Output = $name;

            #[track_caller]
            fn add(self, other: Duration) -> $name {
                self.checked_add(other).expect("overflow when adding duration to instant")
            }
        }

        impl AddAssign<Duration> for $name {
            #[track_caller]
            fn add_assign(&mut self, other: Duration) {
                *self = *self + other;
            }
        }

        impl Sub<Duration> for $name {
            type Output = $name;

            #[track_caller]
            fn sub(self, other: Duration) -> $name {
                self.checked_sub(other).expect("overflow when subtracting duration from instant")
            }
        }

        impl SubAssign<Duration> for $name {
            #[track_caller]
            fn sub_assign(&mut self, other: Duration) {
                *self = *self - other;
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name))
                    .field("tv_sec", &self.0.div_euclid(1_000_000_000))
                    .field("tv_nsec", &self.0.rem_euclid(1_000_000_000))
                    .finish()
            }
        }
    };
}

/// A reading of the monotonic clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Nanos);

arithmetic!(Instant);

impl Instant {
    /// Now, on the virtual clock.
    #[track_caller]
    pub fn now() -> Instant {
        Instant(UPTIME + nanos(sys::clock::read(Location::caller())))
    }

    /// The time since an earlier instant; zero if it is later.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// The time since an earlier instant, if it is earlier.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        duration(self.0 - earlier.0)
    }

    /// The time since an earlier instant; zero if it is later.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// The time since then.
    #[track_caller]
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }
}

impl Sub<Instant> for Instant {
    type Output = Duration;

    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}

/// A reading of the calendar's clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Nanos);

arithmetic!(SystemTime);

/// 1970-01-01 00:00:00 UTC.
pub const UNIX_EPOCH: SystemTime = SystemTime(0);

impl SystemTime {
    /// 1970-01-01 00:00:00 UTC.
    pub const UNIX_EPOCH: SystemTime = UNIX_EPOCH;

    /// Now, on the virtual clock.
    #[track_caller]
    pub fn now() -> SystemTime {
        SystemTime(START + nanos(sys::clock::read(Location::caller())))
    }

    /// The time since an earlier one.
    ///
    /// # Errors
    ///
    /// If it is later, by how much.
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> {
        let difference = self.0 - earlier.0;
        let length = duration(difference.abs()).unwrap_or(Duration::MAX);
        if difference >= 0 { Ok(length) } else { Err(SystemTimeError(length)) }
    }

    /// The time since then.
    ///
    /// # Errors
    ///
    /// If then is later than now, by how much.
    #[track_caller]
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }
}

/// The second time was later than the first.
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);

impl SystemTimeError {
    /// By how much.
    pub fn duration(&self) -> Duration {
        self.0
    }
}

impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}

impl Error for SystemTimeError {}
