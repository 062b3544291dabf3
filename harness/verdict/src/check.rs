//! One check: what it is, what the runner reports of it, what the verdict says of it.

use serde::{Deserialize, Serialize};

use crate::{Evidence, Explored, Group, Level, Outcome};

/// What a check is, whatever the submission: one line of the runner's `--describe`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInfo {
    /// A sentence in kebab-case, unique in the kata: `last-spot-has-one-winner`.
    pub id: String,
    /// The same as a sentence for people: `the last spot has exactly one winner`.
    pub title: String,
    /// What the check is about.
    pub group: Group,
    /// The level at which a miss counts.
    pub level: Level,
    /// Points for passing it; at least 1.
    pub weight: u32,
    /// Where to look first, without giving the answer away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The id of the twist that it belongs to; None outside of the group *twist*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twist: Option<String>,
}

impl CheckInfo {
    /// Whether a person means it by this: its id, or its title, which is what a verdict shows.
    pub fn is_called(&self, name: &str) -> bool {
        self.id == name || self.title == name
    }
}

/// What the runner reports of one check that ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// What became of it.
    pub outcome: Outcome,
    /// What the caller saw and what it should have seen; empty when passed.
    pub message: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Evidence::is_empty")]
    pub evidence: Evidence,
    /// How much was explored; None for a check that runs once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explored: Option<Explored>,
    /// What the submission printed in the execution that the report speaks of, cut at a limit; never part of the
    /// judgement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
}

/// The file that the runner writes for a check: its report, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportFile {
    /// What became of the check.
    #[serde(flatten)]
    pub report: CheckReport,
    /// How long it took, in milliseconds; never part of the judgement.
    #[serde(default)]
    pub millis: u64,
}

/// What a verdict says of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckVerdict {
    /// What the check is.
    #[serde(flatten)]
    pub info: CheckInfo,
    /// What became of it.
    pub outcome: Outcome,
    /// What the caller saw and what it should have seen; empty when passed.
    pub message: String,
    /// Why.
    pub evidence: Evidence,
    /// How much was explored; None for a check that runs once.
    pub explored: Option<Explored>,
    /// What the submission printed, cut at a limit; never part of the judgement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub output: String,
    /// How long its process ran, in milliseconds.
    pub millis: u64,
}
