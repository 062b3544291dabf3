//! What can happen in a round, and the entry of the log that it becomes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::stamp::{ClockNote, Stamp};

/// The version of the log's form. It rises with each kind of event that is added, so that an older program does not misread.
pub const FORMAT: u32 = 1;

/// One line of the log. Its last field, `hash`, is the SHA-256 of the line's own bytes before `,"hash":`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this form: [`FORMAT`].
    pub format: u32,
    /// Its number, from 0.
    pub seq: u64,
    /// When it was written.
    pub at: Stamp,
    /// What happened.
    pub event: Event,
    /// The hash of the entry before; empty for the first.
    pub prev: String,
}

/// What can happen in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Event {
    /// The round began.
    Started {
        /// What it is to be.
        plan: Plan,
    },
    /// A live view sat down, at the start or again after a quit or a crash.
    Seated {
        /// Which program, with its version.
        program: String,
    },
    /// The live view was left; the clock goes on.
    Left,
    /// The source was kept as it was.
    Saved {
        /// The snapshot's number, from 1.
        snapshot: u32,
        /// The SHA-256 of each file's content, by its path ([`encode_path`](crate::encode_path)).
        files: BTreeMap<String, String>,
        /// What lies among the sources and was not taken.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Skipped>,
    },
    /// It became known whether a snapshot compiles.
    Compiled {
        /// The snapshot's number.
        snapshot: u32,
        /// Whether it does.
        compiles: bool,
    },
    /// The candidate went on to a later phase before its time.
    PhaseBegun {
        /// Its number, from 0.
        phase: usize,
    },
    /// The candidate asked, and the interviewer answered.
    Asked(Asked),
    /// The twist was shown.
    TwistShown {
        /// Its id.
        twist: String,
        /// The snapshot of the source as it was then.
        snapshot: u32,
    },
    /// A hint was shown.
    HintShown {
        /// The id of the check.
        check: String,
        /// How strong: 0 is the weakest.
        strength: usize,
    },
    /// The clock was stopped.
    Paused,
    /// It goes on.
    Resumed,
    /// The source was about to be put back as it was at a snapshot.
    Restored {
        /// That snapshot.
        snapshot: u32,
        /// The snapshot of what was there before.
        kept: u32,
    },
    /// The clocks of the machine were odd.
    ClockNoted {
        /// In which way, and what was made of it.
        note: ClockNote,
    },
    /// Something that whoever reads the scorecard should know.
    Noted {
        /// A sentence.
        note: String,
    },
    /// The source was frozen: the round is over.
    Frozen(Freeze),
    /// The frozen source was judged.
    Graded {
        /// The SHA-256 of the stored scorecard, in hexadecimal.
        scorecard: String,
    },
}

/// A question of the candidate's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// As it was put.
    pub question: String,
    /// The kata's clarification that it was understood as, in the kata's own words. None: yours to decide, unless `unanswered` says otherwise.
    pub matched: Option<String>,
    /// Why it was neither answered nor left to the candidate. Older logs do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<Unanswered>,
    /// What the interviewer said.
    pub answer: String,
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

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freeze {
    /// The snapshot that counts.
    pub snapshot: u32,
    /// Why.
    pub reason: Reason,
    /// How much of the round was used, in milliseconds; never more than there was.
    pub elapsed_ms: u64,
    /// A sentence, where the end was not seen as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Why a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The candidate said so.
    Submitted,
    /// The time was up.
    TimeUp,
}

/// What lies among the sources and was not taken into a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Its path, as in `Saved`.
    pub path: String,
    /// Why: `a symbolic link`.
    pub why: String,
}
