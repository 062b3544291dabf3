//! What a verdict on a workspace leaves behind in the history of this machine.

use std::time::{SystemTime, UNIX_EPOCH};

use kata_catalog::Kata;
use kata_console::Failure;
use kata_history::{Entry, History, Mark, Sitting};
use kata_verdict::{Submission, Verdict};
use kata_workspace::Workspace;

/// The history of this machine.
pub(crate) fn history() -> Result<History, Failure> {
    Ok(History::open(kata_history::home().map_err(Failure::setup)?))
}

/// The present, in seconds since 1970.
pub(crate) fn now() -> u64 {
    now_ms() / 1000
}

/// The same in milliseconds.
pub(crate) fn now_ms() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

/// What a whole verdict makes of the practice in a workspace, whose results have taken it in. None where there is nothing to speak of: it
/// could not be judged, or nothing was written yet.
pub(crate) fn practice(kata: &Kata, workspace: &Workspace, verdict: &Verdict) -> Option<Entry> {
    if verdict.submission != Submission::Graded {
        return None;
    }
    let mut sitting = Sitting::practice(workspace, verdict.level, now());
    let seen = kata.manifest().twists.iter().rfind(|twist| workspace.has_seen(&twist.id));
    sitting.twist = seen.map(|twist| twist.id.clone());
    let best = workspace.results().best.filter(|best| best.level == verdict.level);
    let entry = Entry::of(verdict, sitting).with_best(best.as_ref().map(Mark::from));
    Some(entry).filter(|entry| !entry.is_unwritten())
}

/// Writes an entry to the history.
pub(crate) fn record(entry: &Entry) -> Result<(), Failure> {
    history()?.record(entry).map_err(Failure::setup)
}
