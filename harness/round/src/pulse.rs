//! The pulse: a recent moment of the round, beside the log.
//!
//! Across a restart of the machine only the wall clock tells how much time passed. It does from the last moment that is known, and the
//! pulse makes that a recent one without an entry every few seconds.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::durable;
use crate::error::Error;
use crate::stamp::Stamp;
use crate::view::RoundView;

const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Pulse {
    format: u32,
    /// Which round's.
    round: String,
    /// How many entries its log had.
    entries: usize,
    at: Stamp,
}

/// What a pulse says beyond the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beyond {
    /// A later moment than that of the last entry.
    pub(crate) at: Option<Stamp>,
    /// How many entries the log once had and has no more.
    pub(crate) missing: usize,
}

pub(crate) fn write(path: &Path, view: &RoundView, at: &Stamp) -> Result<(), Error> {
    let pulse = Pulse { format: FORMAT, round: view.id.clone(), entries: view.chain.entries, at: at.clone() };
    durable::replace_json(path, &pulse)
}

/// A pulse that cannot be read, belongs to another round, or does not fit the log counts as none.
pub(crate) fn read(path: &Path, view: &RoundView) -> Beyond {
    let pulse: Option<Pulse> = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(pulse) = pulse.filter(|pulse| pulse.format <= FORMAT && pulse.round == view.id) else {
        return Beyond::default();
    };
    let missing = pulse.entries.saturating_sub(view.chain.entries);
    let is_later = pulse.entries >= view.chain.entries && fits(&pulse.at, view, missing > 0);
    Beyond { at: Some(pulse.at).filter(|_| is_later), missing }
}

/// Whether the pulse could have come after the last entry. It never gives time: it may only say that more has passed.
fn fits(at: &Stamp, view: &RoundView, is_log_short: bool) -> bool {
    let last = &view.last;
    if at.boot != last.boot || is_log_short {
        return at.elapsed_ms >= last.elapsed_ms;
    }
    let passed = if view.is_paused() { Some(0) } else { at.uptime_ms.checked_sub(last.uptime_ms) };
    passed.is_some_and(|passed| at.elapsed_ms.checked_sub(last.elapsed_ms) == Some(passed))
}
