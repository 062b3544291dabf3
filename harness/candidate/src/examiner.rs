//! Who judges: handed in by the program, since a students' pack has no suite to judge with.

use kata_catalog::{Files, Kata};
use kata_process::Cancel;
use kata_round::{Feedback, Round};
use kata_verdict::{ExitCode, Group, Level};
use kata_workspace::Workspace;

use kata_console::{Context, Failure};

/// Who judges by the hidden suite.
pub trait Examiner: Send + Sync {
    /// A quick look at a source that compiles, for a round that tells before its end. It is called on a thread of its own, may take its time,
    /// and ends early when it is cancelled.
    ///
    /// # Errors
    ///
    /// A sentence that says why nothing can be told; None where it was cancelled.
    fn glance(&self, look: &Look<'_>, cancel: &Cancel) -> Result<Glance, Option<String>>;

    /// Judges a round that is over: the frozen source, and the last one that compiles beside it. Prints the outcome and stores it.
    ///
    /// # Errors
    ///
    /// Where nothing could be judged or stored; the round stays as it is, and can be judged again.
    fn examine(&self, context: &Context, workspace: &Workspace, round: &mut Round) -> Result<ExitCode, Failure>;
}

/// What is looked at.
pub struct Look<'a> {
    /// Where the program runs.
    pub context: &'a Context,
    /// The kata.
    pub kata: &'a Kata,
    /// The sources: `src/lib.rs` and what lies beside it.
    pub files: Files,
    /// The level of the round.
    pub level: Level,
    /// How much is told.
    pub feedback: Feedback,
    /// The twist that is known by now, if any: checks of others are not spoken of.
    pub twist: Option<String>,
}

/// What a quick look told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// How many checks pass in each group, in the order in which they are shown.
    pub counts: Vec<Count>,
    /// Every miss with its evidence, with colours as a terminal has them; empty unless the feedback is `full`.
    pub full: String,
}

/// How many checks of a group pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The group.
    pub group: Group,
    /// Those that passed.
    pub passed: usize,
    /// Those that were judged.
    pub judged: usize,
}

impl Glance {
    /// `behaviour 12 of 20 · seams 3 of 4`
    pub(crate) fn line(&self) -> String {
        let counts = self.counts.iter();
        let parts: Vec<String> =
            counts.map(|count| format!("{} {} of {}", count.group.word(), count.passed, count.judged)).collect();
        parts.join(" · ")
    }
}
