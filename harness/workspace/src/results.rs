//! The last and the best result of a workspace: `.kata/results.json`.

use std::path::Path;

use kata_verdict::{CheckVerdict, Group, Level, Outcome, Score, Submission, Tier, Verdict};
use serde::{Deserialize, Serialize};

use crate::{Error, atomic};

/// The newest form of `results.json` that this program reads, and the one it writes.
pub const RESULTS_FORMAT: u32 = 1;

/// No suite comes near it; it keeps the file small whatever happens.
const MAX_CHECKS: usize = 500;

/// The last and the best result of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// The version of this form.
    pub format: u32,
    /// The best whole verdict so far.
    pub best: Option<Summary>,
    /// The last whole verdict.
    pub last: Option<Summary>,
    /// Its checks, in the suite's order.
    pub checks: Vec<CheckResult>,
}

/// A verdict in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How far judging came.
    pub submission: Submission,
    /// The level of the round.
    pub level: Level,
    /// How much was explored.
    pub tier: Tier,
    /// Points at or below the level.
    pub score: Score,
    /// The highest level that the checks speak for.
    pub signal: Option<Level>,
}

/// What `hint` needs to know of a check of the last verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckResult {
    /// Its id.
    pub id: String,
    /// The same as a sentence.
    pub title: String,
    /// What it is about.
    pub group: Group,
    /// The level at which a miss counts.
    pub level: Level,
    /// What became of it.
    pub outcome: Outcome,
    /// Its own hint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Default for Results {
    fn default() -> Results {
        Results { format: RESULTS_FORMAT, best: None, last: None, checks: Vec::new() }
    }
}

impl Results {
    /// Takes in a whole verdict: one of every check. A verdict that could not be given changes the last one only.
    pub fn take(&mut self, verdict: &Verdict) {
        let summary = Summary::of(verdict);
        self.last = Some(summary.clone());
        if verdict.submission != Submission::Graded {
            return;
        }
        self.checks = verdict.checks.iter().take(MAX_CHECKS).map(CheckResult::of).collect();
        if self.best.as_ref().is_none_or(|best| summary.beats(best)) {
            self.best = Some(summary);
        }
    }

    /// What cannot be read, or was written by a newer program, counts as none.
    pub(crate) fn read(path: &Path) -> Results {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let results: Option<Results> = serde_json::from_str(&text).ok();
        results.filter(|results| results.format <= RESULTS_FORMAT).unwrap_or_default()
    }

    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::of(path, error))?;
        atomic::write(path, text.as_bytes())
    }
}

impl Summary {
    fn of(verdict: &Verdict) -> Summary {
        Summary {
            submission: verdict.submission,
            level: verdict.level,
            tier: verdict.tier,
            score: verdict.score,
            signal: verdict.signal,
        }
    }

    /// Whether this is the better of the two. The signal counts first, since it does not depend on the round's level; then the share of the points.
    pub fn beats(&self, other: &Summary) -> bool {
        let share = |mine: &Summary, theirs: &Summary| u64::from(mine.score.points) * u64::from(theirs.score.of.max(1));
        (self.signal, share(self, other), self.score.points) > (other.signal, share(other, self), other.score.points)
    }
}

impl CheckResult {
    fn of(check: &CheckVerdict) -> CheckResult {
        CheckResult {
            id: check.info.id.clone(),
            title: check.info.title.clone(),
            group: check.info.group,
            level: check.info.level,
            outcome: check.outcome,
            hint: check.info.hint.clone(),
        }
    }
}
