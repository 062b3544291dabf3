//! What a student handed in, as it was found.

use std::collections::BTreeMap;

use kata_catalog::Files;
use kata_round::{AssignmentRef, RoundView};
use kata_verdict::Level;

/// What a student handed in, as it was found. All texts can be shown; nothing in it is proved but what `chain` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Submitted {
    /// Who handed it in, as they call themselves, composed (NFC).
    pub student: String,
    /// The slug of the kata, as the archive says.
    pub kata: String,
    /// The level, as the archive says.
    pub level: Level,
    /// The assignment, as the archive says.
    pub assignment: Option<AssignmentRef>,
    /// When the source was frozen, in milliseconds since 1970: the end of the round, or else the making of the archive.
    pub submitted_ms: u64,
    /// When the archive was made, in milliseconds since 1970.
    pub packed_ms: u64,
    /// The source, by path in a workspace: `src/lib.rs`, `Cargo.toml`.
    pub files: Files,
    /// The bytes of the round's log; empty in a practice.
    pub log: Vec<u8>,
    /// What the log tells, where it can be read.
    pub round: Option<Box<RoundView>>,
    /// The snapshots that the log tells of.
    pub snapshots: Vec<Snapshot>,
    /// What the archive was made with, each with its version.
    pub versions: BTreeMap<String, String>,
    /// Whether the log is as it was written.
    pub chain: ChainState,
    /// The code that the student was shown: `3f2a-91bc-77de`.
    pub receipt: String,
    /// What does not fit together, or is odd: for a human, who decides what it means.
    pub notes: Vec<String>,
}

/// A snapshot that a log tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// From 1.
    pub number: u32,
    /// When it was kept, in milliseconds of the round.
    pub elapsed_ms: u64,
    /// When it was kept, in milliseconds since 1970, by the student's clock.
    pub wall_ms: u64,
    /// How many files it has.
    pub files: usize,
    /// Whether the archive holds each of their contents.
    pub is_complete: bool,
    /// Whether it compiles, where that was found out.
    pub compiles: Option<bool>,
    /// Whether it was kept after the end.
    pub is_late: bool,
}

/// Whether the log of a round is as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainState {
    /// Each entry follows from the one before. It shows a change by hand, not a log that was made up whole.
    Intact {
        /// How many entries there are.
        entries: usize,
        /// The hash of the last one.
        head: String,
    },
    /// It was changed after it was written, or is damaged.
    Broken {
        /// The number of the first entry that does not follow, from 0; the line where it says none.
        entry: u64,
        /// What is wrong with it.
        what: String,
    },
    /// There is no log: a practice, not a round.
    Absent,
}
