//! What is known of a sitting besides its verdict, and how the two become an entry.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kata_verdict::{CheckVerdict, Group, Level, Outcome, Verdict};
use kata_workspace::Workspace;

use crate::{Check, Entry, FORMAT, Kind, Mark, Tally};

/// What is known of a sitting besides its verdict. Times are in seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// What tells it from all others, and is the same for each of its verdicts.
    pub id: String,
    /// Timed or not.
    pub kind: Kind,
    /// When it began.
    pub started: u64,
    /// When its last verdict came.
    pub ended: u64,
    /// How many minutes the round had.
    pub minutes: Option<u32>,
    /// How many hints were shown.
    pub hints: usize,
    /// The id of its twist.
    pub twist: Option<String>,
    /// Its workspace.
    pub dir: Option<PathBuf>,
}

impl Sitting {
    /// A round of `kata` in the workspace `dir`, with no minutes, hints and twist yet.
    pub fn round(kata: &str, dir: &Path, started: u64, ended: u64) -> Sitting {
        let id = format!("round {kata} {started} {}", dir.display());
        let (minutes, hints, twist, dir) = (None, 0, None, Some(dir.to_owned()));
        Sitting { id, kind: Kind::Round, started, ended, minutes, hints, twist, dir }
    }

    /// The practice in a workspace, judged at `level` and at the time `ended`. A workspace that is made anew in the same place is another
    /// practice, and so is one that is judged at another level.
    pub fn practice(workspace: &Workspace, level: Level, ended: u64) -> Sitting {
        let (state, dir) = (workspace.state(), workspace.dir());
        Sitting {
            id: format!("practice {} {level} {} {}", state.kata, state.created, dir.display()),
            kind: Kind::Practice,
            started: state.created,
            ended,
            minutes: None,
            hints: workspace.hints_shown().count(),
            twist: None,
            dir: Some(dir.to_owned()),
        }
    }
}

impl Entry {
    /// The entry of a sitting with this verdict, the last one so far.
    pub fn of(verdict: &Verdict, sitting: Sitting) -> Entry {
        let checks = &verdict.checks;
        let ids = |wanted: fn(&Outcome) -> bool| {
            let those = checks.iter().filter(|check| wanted(&check.outcome));
            those.map(|check| check.info.id.clone()).collect()
        };
        let mark =
            Mark { submission: verdict.submission, tier: verdict.tier, score: verdict.score, signal: verdict.signal };
        Entry {
            groups: tallies(
                checks.iter().map(|check| (check.info.group, check.info.level, check.outcome)),
                verdict.level,
            ),
            missed: checks.iter().filter(|check| check.outcome.is_miss()).map(Check::of).collect(),
            passed: ids(|outcome| *outcome == Outcome::Passed),
            left_out: ids(|outcome| !outcome.counts()),
            ..Entry::empty(&verdict.kata, verdict.level, mark, sitting)
        }
    }

    /// The same with the best verdict of the practice so far.
    pub fn with_best(mut self, best: Option<Mark>) -> Entry {
        self.best = best.filter(|best| best.beats(&self.last));
        self
    }

    /// An entry without any checks.
    pub(crate) fn empty(kata: &str, level: Level, last: Mark, sitting: Sitting) -> Entry {
        Entry {
            format: FORMAT,
            id: sitting.id,
            kind: sitting.kind,
            kata: kata.to_owned(),
            level,
            started: sitting.started,
            ended: sitting.ended,
            minutes: sitting.minutes,
            last,
            best: None,
            groups: BTreeMap::new(),
            missed: Vec::new(),
            passed: Vec::new(),
            left_out: Vec::new(),
            hints: sitting.hints,
            twist: sitting.twist,
            ratings: Vec::new(),
            dir: sitting.dir,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Check {
    fn of(check: &CheckVerdict) -> Check {
        let info = &check.info;
        Check {
            id: info.id.clone(),
            title: info.title.clone(),
            group: info.group,
            level: info.level,
            unwritten: check.evidence.stub.is_some(),
        }
    }
}

/// How the checks at or below `level` came out, by group.
pub(crate) fn tallies(checks: impl Iterator<Item = (Group, Level, Outcome)>, level: Level) -> BTreeMap<Group, Tally> {
    let mut groups: BTreeMap<Group, Tally> = BTreeMap::new();
    for (group, _, outcome) in checks.filter(|(_, asked, outcome)| *asked <= level && outcome.counts()) {
        let tally = groups.entry(group).or_default();
        if outcome.is_miss() { tally.missed += 1 } else { tally.passed += 1 }
    }
    groups
}
