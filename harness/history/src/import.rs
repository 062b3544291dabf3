//! The migration from what there was before the history: each workspace's own `.kata/results.json`.

use std::time::UNIX_EPOCH;

use kata_verdict::{Group, Outcome, Submission};
use kata_workspace::{CheckResult, Summary, Workspace};

use crate::sitting::tallies;
use crate::{Check, Entry, Mark, Sitting};

/// The times of files are coarser than ours.
const COARSENESS: u64 = 2;

/// The entry of the practice in a workspace, as its results tell. None where there is none to speak of: no verdict, no behaviour that is
/// right, or a round, which is recorded when it ends. A result does not say of a miss whether it was only not written yet.
pub fn import(workspace: &Workspace) -> Option<Entry> {
    if workspace.dir().join(".kata").join("round").is_dir() {
        return None;
    }
    let results = workspace.results();
    let judged_at = workspace.judged_at()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let last = results.last.filter(|last| last.submission == Submission::Graded).or_else(|| results.best.clone())?;
    let checks = &results.checks;
    let those = |wanted: fn(&CheckResult) -> bool| checks.iter().filter(move |check| wanted(check));
    let ids = |wanted: fn(&CheckResult) -> bool| those(wanted).map(|check| check.id.clone()).collect();
    those(|check| check.group == Group::Behaviour && check.outcome == Outcome::Passed).next()?;
    let sitting = Sitting::practice(workspace, last.level, judged_at);
    let entry = Entry {
        groups: tallies(checks.iter().map(|check| (check.group, check.level, check.outcome)), last.level),
        missed: those(|check| check.outcome.is_miss()).map(Check::of_result).collect(),
        passed: ids(|check| check.outcome == Outcome::Passed),
        left_out: ids(|check| !check.outcome.counts()),
        version: String::new(),
        ..Entry::empty(&workspace.state().kata, last.level, Mark::from(&last), sitting)
    };
    let best = results.best.filter(|best| best.level == last.level);
    Some(entry.with_best(best.as_ref().map(Mark::from)))
}

/// Whether an imported entry is not in the history yet, or only as it was before: a verdict may have found the disk full.
pub fn is_missing(imported: &Entry, entries: &[Entry]) -> bool {
    let known = entries.iter().find(|entry| entry.id == imported.id);
    known.is_none_or(|known| known.ended + COARSENESS < imported.ended)
}

impl Check {
    fn of_result(check: &CheckResult) -> Check {
        let CheckResult { id, title, group, level, .. } = check.clone();
        Check { id, title, group, level, unwritten: false }
    }
}

impl From<&Summary> for Mark {
    fn from(summary: &Summary) -> Mark {
        Mark { submission: summary.submission, tier: summary.tier, score: summary.score, signal: summary.signal }
    }
}
