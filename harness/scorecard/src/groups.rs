//! A verdict group by group, and level by level within a group.

use kata_verdict::{CheckVerdict, Group, Level, Score, Verdict};
use serde::{Deserialize, Serialize};

use crate::{Standing, rubric};

/// One group of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupLine {
    /// The group.
    pub group: Group,
    /// Its points at or below the round's level.
    pub score: Score,
    /// Its checks level by level, lowest first; levels without a check are left out.
    pub levels: Vec<LevelLine>,
    /// How it stands.
    pub standing: Standing,
    /// What that says in an interview at the round's level.
    pub says: String,
}

/// The checks of one level within a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelLine {
    /// The level.
    pub level: Level,
    /// How many of its checks passed.
    pub passed: usize,
    /// How many were judged: skipped and not attempted ones left out.
    pub judged: usize,
    /// How many were left out or did not apply.
    pub left_out: usize,
}

/// Every group that has a check, in the order of display.
pub(crate) fn groups(verdict: &Verdict) -> Vec<GroupLine> {
    let with_checks = Group::ALL.into_iter().filter(|group| verdict.checks.iter().any(|it| it.info.group == *group));
    with_checks.map(|group| line(verdict, group)).collect()
}

fn line(verdict: &Verdict, group: Group) -> GroupLine {
    let own: Vec<CheckVerdict> = verdict.checks.iter().filter(|check| check.info.group == group).cloned().collect();
    let levels = Level::ALL.into_iter().filter_map(|level| level_line(&own, level)).collect();
    let standing = Standing::of(&own, verdict.level);
    let says = rubric(group, standing, verdict.level).to_owned();
    GroupLine { group, score: kata_verdict::score(&own, verdict.level), levels, standing, says }
}

fn level_line(checks: &[CheckVerdict], level: Level) -> Option<LevelLine> {
    let own: Vec<&CheckVerdict> = checks.iter().filter(|check| check.info.level == level).collect();
    let judged = own.iter().filter(|check| check.outcome.counts()).count();
    let missed = own.iter().filter(|check| check.outcome.is_miss()).count();
    let line = LevelLine { level, passed: judged - missed, judged, left_out: own.len() - judged };
    (!own.is_empty()).then_some(line)
}
