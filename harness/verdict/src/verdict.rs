//! The verdict on one submission: the object that `grade --format json` prints.

use serde::{Deserialize, Serialize};

use crate::{Change, CheckVerdict, Finding, Level, Score, Tier};

/// The version of the JSON form. It rises when a reader of the old form would misread the new one.
pub const FORMAT: u32 = 1;

/// The verdict on one submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The version of this form: [`FORMAT`].
    pub format: u32,
    /// The slug of the kata: `parking-lot`.
    pub kata: String,
    /// How far judging came.
    pub submission: Submission,
    /// The level of the round: checks above it are shown, and never touch score or exit code.
    pub level: Level,
    /// How much was explored.
    pub tier: Tier,
    /// Points at or below the level, less what the findings weigh ([`after_review`](crate::after_review)).
    pub score: Score,
    /// The highest level that the checks speak for; None where not even L3 is reached.
    pub signal: Option<Level>,
    /// Every check that was asked for, in the suite's order. Empty unless graded.
    pub checks: Vec<CheckVerdict>,
    /// What the design review found, gravest first. Empty unless graded, and unless all checks were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What the change since an earlier state cost. None unless that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Why the submission was refused. Empty unless refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// The compiler's own words, in the learner's paths. Empty unless it does not compile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub diagnostics: String,
    /// What to do next, first thing first. Empty when there is nothing to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
    /// What went wrong on our side. None unless a fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// How long each part took.
    pub timing: Timing,
}

impl Verdict {
    /// A verdict with nothing in it: no check, no finding, no point, no time.
    pub fn bare(kata: &str, submission: Submission, level: Level, tier: Tier) -> Verdict {
        Verdict {
            format: FORMAT,
            kata: kata.to_owned(),
            submission,
            level,
            tier,
            score: Score::default(),
            signal: None,
            checks: Vec::new(),
            findings: Vec::new(),
            change: None,
            refusals: Vec::new(),
            diagnostics: String::new(),
            next: Vec::new(),
            fault: None,
            timing: Timing::default(),
        }
    }

    /// The checks at or below the round's level that count against the submission.
    pub fn misses(&self) -> impl Iterator<Item = &CheckVerdict> {
        self.checks.iter().filter(|check| check.info.level <= self.level && check.outcome.is_miss())
    }
}

/// How far judging came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Submission {
    /// It compiled, and its checks were judged.
    Graded,
    /// The compiler refused it.
    DoesNotCompile,
    /// Confinement refused it.
    Refused,
    /// Something of ours went wrong.
    Fault,
}

/// One reason why confinement refused a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The learner's path, relative to the workspace: `src/lot.rs`.
    pub file: String,
    /// The line, counted from 1; None where a file as a whole is meant.
    pub line: Option<usize>,
    /// What is refused, why, and what to use instead.
    pub message: String,
}

/// How long each part took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// Reading, refusing, staging.
    pub stage_ms: u64,
    /// The one rustc run.
    pub compile_ms: u64,
    /// All checks, as the clock on the wall saw it.
    pub run_ms: u64,
    /// All of it.
    pub total_ms: u64,
}
