//! What happened in a round, as far as its scorecard tells of it.

use kata_verdict::{Change, Level};
use serde::{Deserialize, Serialize};

/// What happened in a round, as far as its scorecard tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// The slug of the kata.
    pub kata: String,
    /// The level of the round.
    pub level: Level,
    /// How long it was to last.
    pub minutes: u32,
    /// When it began, in milliseconds since 1970.
    pub started: u64,
    /// Why it ended.
    pub end: End,
    /// How much of it was used when it was frozen, in milliseconds; pauses left out.
    pub used_ms: u64,
    /// What was told of the hidden suite on the way: `none`, `counts`, `full`.
    pub feedback: String,
    /// What the twist was drawn by.
    pub seed: u64,
    /// Its phases, in order.
    pub phases: Vec<PhaseTime>,
    /// What was asked, in order.
    pub asked: Vec<Question>,
    /// The clarifications, in the kata's words, that nobody asked for.
    pub never_asked: Vec<String>,
    /// The late requirement. None where the round had none, or was over before it was due.
    pub twist: Option<TwistLine>,
    /// How many hints were shown.
    pub hints: usize,
    /// How long the clock stood, in milliseconds, each time.
    pub pauses: Vec<u64>,
    /// How many snapshots were taken.
    pub snapshots: usize,
    /// What else whoever reads this should know: clocks that were set, a restart, an end that nobody saw.
    pub notes: Vec<String>,
}

/// Why a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The candidate said so.
    Submitted,
    /// The time was up.
    TimeUp,
}

/// The time of one phase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseTime {
    /// One word: `clarify`.
    pub name: String,
    /// How long it was meant to take, in milliseconds.
    pub planned_ms: u64,
    /// How long it took.
    pub spent_ms: u64,
}

/// A question that was put to the interviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// As it was put.
    pub asked: String,
    /// The clarification that it was understood as, in the kata's words. None where it was left to the candidate, or `unanswered`.
    pub matched: Option<String>,
    /// Why it was neither answered nor left to the candidate. Older scorecards do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<Unanswered>,
}

/// Why a question was neither answered nor left to the candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unanswered {
    /// The interviewer asked back which clarification is meant.
    AskedBack,
    /// It was no question that could be understood.
    NotUnderstood,
}

/// The late requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwistLine {
    /// Its id.
    pub id: String,
    /// The same as a headline.
    pub title: String,
    /// When it was shown, in milliseconds of the round.
    pub shown_ms: u64,
    /// What the change since then cost. None where one of the two states cannot be read as Rust.
    pub change: Option<Change>,
}

/// What was changed after the freeze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// How many snapshots were taken after the freeze.
    pub snapshots: usize,
    /// How long after the freeze the last one was taken, in milliseconds.
    pub last_ms: u64,
}
