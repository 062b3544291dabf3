//! When something happened in a round, and how much time counts between two moments.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::clock::Reading;
use crate::when::span;

/// A wall clock that differs by more from what the uptime says was set, and did not merely drift.
const SET_MS: u64 = 60_000;

/// A moment of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The wall clock, in milliseconds since 1970.
    pub wall_ms: u64,
    /// Which boot of the machine.
    pub boot: String,
    /// Milliseconds since that boot.
    pub uptime_ms: u64,
    /// Milliseconds of the round so far, pauses left out. It goes on after the end.
    pub elapsed_ms: u64,
}

/// What was odd about the clocks between two moments of a round, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clock", rename_all = "kebab-case")]
pub enum ClockNote {
    /// The machine restarted, so that the wall clock had to be used.
    Restarted {
        /// The last known moment before.
        since: Stamp,
        /// What the wall clock says lies between; negative where it was set back.
        wall_ms: i64,
        /// What was counted of it.
        counted_ms: u64,
    },
    /// The uptime fell back, though the boot is said to be the same (a virtual machine that was put back). The wall clock was used.
    FellBack {
        /// The last known moment before.
        since: Stamp,
        /// What the wall clock says lies between; negative where it was set back.
        wall_ms: i64,
        /// What was counted of it.
        counted_ms: u64,
    },
    /// The wall clock was set. It was not used.
    WallSet {
        /// By how much: negative where it was set back.
        by_ms: i64,
    },
}

impl fmt::Display for ClockNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, wall_ms, counted_ms) = match self {
            ClockNote::WallSet { by_ms } => {
                let way = if *by_ms < 0 { "back" } else { "forward" };
                let by = span(by_ms.unsigned_abs());
                return write!(f, "the wall clock was set {way} by {by}: the round's time does not depend on it");
            }
            ClockNote::Restarted { wall_ms, counted_ms, .. } => ("the machine restarted", wall_ms, counted_ms),
            ClockNote::FellBack { wall_ms, counted_ms, .. } => ("the machine's uptime fell back", wall_ms, counted_ms),
        };
        if *wall_ms < 0 {
            let back = span(wall_ms.unsigned_abs());
            return write!(f, "{what}, and the wall clock went back by {back}: no time was counted");
        }
        write!(f, "{what}: {} were counted by the wall clock", span(*counted_ms))
    }
}

/// A reading as a moment of the round, with what was odd on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) stamp: Stamp,
    pub(crate) note: Option<ClockNote>,
}

/// What `now` is as a moment of a round whose last known moments are `last` (of its log) and `pulse` (later, if any).
///
/// Within a boot the uptime decides, and the pulse is not even looked at. Else the wall clock decides, from the pulse on.
pub(crate) fn measure(
    last: &Stamp,
    pulse: impl FnOnce() -> Option<Stamp>,
    is_running: bool,
    now: &Reading,
) -> Measured {
    let is_continuous = last.boot == now.boot && last.uptime_ms <= now.uptime_ms;
    if is_continuous {
        let passed = now.uptime_ms - last.uptime_ms;
        let note = wall_set(last, now, passed).map(|by_ms| ClockNote::WallSet { by_ms });
        return Measured { stamp: stamp(last, now, passed, is_running), note };
    }
    let base = &pulse().unwrap_or_else(|| last.clone());
    let wall_ms = difference(now.wall_ms, base.wall_ms);
    let passed = u64::try_from(wall_ms).unwrap_or(0);
    let stamp = stamp(base, now, passed, is_running);
    let counted_ms = stamp.elapsed_ms - base.elapsed_ms;
    let since = base.clone();
    let note = match last.boot == now.boot {
        true => ClockNote::FellBack { since, wall_ms, counted_ms },
        false => ClockNote::Restarted { since, wall_ms, counted_ms },
    };
    Measured { stamp, note: Some(note) }
}

fn stamp(base: &Stamp, now: &Reading, passed: u64, is_running: bool) -> Stamp {
    let counted = if is_running { passed } else { 0 };
    Stamp {
        wall_ms: now.wall_ms,
        boot: now.boot.clone(),
        uptime_ms: now.uptime_ms,
        elapsed_ms: base.elapsed_ms.saturating_add(counted),
    }
}

fn wall_set(last: &Stamp, now: &Reading, passed: u64) -> Option<i64> {
    let by = difference(now.wall_ms, last.wall_ms.saturating_add(passed));
    (by.unsigned_abs() > SET_MS).then_some(by)
}

fn difference(later: u64, earlier: u64) -> i64 {
    let difference = i128::from(later) - i128::from(earlier);
    i64::try_from(difference).unwrap_or(if difference < 0 { i64::MIN } else { i64::MAX })
}

impl Stamp {
    /// The first moment of a round.
    pub(crate) fn first(now: &Reading) -> Stamp {
        Stamp { wall_ms: now.wall_ms, boot: now.boot.clone(), uptime_ms: now.uptime_ms, elapsed_ms: 0 }
    }

    /// How much real time lies between this and a later moment, pauses or not: by the uptime where it can, else by the wall clock.
    pub fn real_ms_until(&self, later: &Stamp) -> u64 {
        match self.boot == later.boot && self.uptime_ms <= later.uptime_ms {
            true => later.uptime_ms - self.uptime_ms,
            false => later.wall_ms.saturating_sub(self.wall_ms),
        }
    }
}
