//! What grading one submission of a class came to.

use kata_verdict::{Timing, Verdict};
use serde::{Deserialize, Serialize};

/// The newest form of a record that this program reads, and the one it writes.
pub const RECORD_FORMAT: u32 = 1;

/// What grading one submission of a class came to: one line of a results file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of this form.
    pub format: u32,
    /// What tells this submission from all others of the run: its name below the folder of submissions.
    pub submission: String,
    /// Who handed it in, in any script.
    pub student: String,
    /// Which submission of this student's it is, counted from 1 in the order of `submitted`.
    pub attempt: u32,
    /// When it was frozen, in milliseconds since 1970; None where it does not say.
    pub submitted: Option<u64>,
    /// Whether that was after the assignment was due.
    pub late: bool,
    /// The SHA-256 of what was judged, in hex: two submissions that are alike, byte for byte, have the same one.
    pub digest: String,
    /// What became of it.
    pub graded: Graded,
    /// What a human should know: a log that was changed after the fact, files that were left out, a second submission.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What became of a submission of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Graded {
    /// There is a verdict, be it that it does not compile.
    Verdict(Box<Verdict>),
    /// It could not be read as a submission: what is wrong with it, in words for its student.
    Unreadable(String),
    /// Something of ours went wrong, twice; whoever grades must look.
    Fault(String),
}

impl Record {
    /// The same, without how long things took: what is left is the same for each run over the same submission.
    pub fn without_timings(mut self) -> Record {
        if let Graded::Verdict(verdict) = &mut self.graded {
            verdict.timing = Timing::default();
            verdict.checks.iter_mut().for_each(|check| check.millis = 0);
        }
        self
    }
}
