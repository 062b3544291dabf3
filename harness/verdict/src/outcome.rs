//! What became of one check.

use serde::{Deserialize, Serialize};

/// What became of one check. The JSON form is the kebab-case word (`"timed-out"`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The behaviour is right under every schedule that was tried.
    Passed,
    /// An assertion did not hold, or the submission panicked where it may not.
    Failed,
    /// Some threads wait for each other, or for something that can no longer come.
    Deadlocked,
    /// Threads go on running, but none makes progress.
    Livelocked,
    /// It ran past its deadline without reaching a point where it could be stopped.
    TimedOut,
    /// The process died: stack overflow, abort, memory without bound.
    Crashed,
    /// The check does not apply to this submission.
    Skipped,
    /// The submission leaves this extension out: the method still has its default body.
    NotAttempted,
    /// The check could not be judged; it counts as not passed.
    Inconclusive,
}

impl Outcome {
    /// The word as a sentence shows it: lower case, with spaces.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Deadlocked => "deadlocked",
            Outcome::Livelocked => "livelocked",
            Outcome::TimedOut => "timed out",
            Outcome::Crashed => "crashed",
            Outcome::Skipped => "skipped",
            Outcome::NotAttempted => "not attempted",
            Outcome::Inconclusive => "inconclusive",
        }
    }

    /// Whether the check ran to a judgement that counts: everything but skipped and not attempted.
    pub fn counts(self) -> bool {
        !matches!(self, Outcome::Skipped | Outcome::NotAttempted)
    }

    /// Whether the outcome counts against the submission.
    pub fn is_miss(self) -> bool {
        self.counts() && self != Outcome::Passed
    }
}
