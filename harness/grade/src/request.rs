//! What to judge, and what is told on the way.

use std::path::PathBuf;

use kata_verdict::{CheckVerdict, Group, Level, Tier};

/// What to judge of a submission.
#[derive(Clone, Debug)]
pub struct Request {
    /// How much is explored.
    pub tier: Tier,
    /// The level of the round.
    pub level: Level,
    /// The checks that the request is about, where those are not all: the others are judged too, but explored with a
    /// twelfth of what the tier spends, and the design is not reviewed. For whoever proves that a flaw is caught.
    pub focus: Option<Vec<String>>,
    /// Only the check with this id, or this title.
    pub check: Option<String>,
    /// Only the checks of this group.
    pub group: Option<Group>,
    /// Together with `check`: run this one schedule again and report its timeline.
    pub schedule: Option<String>,
}

impl Request {
    /// All checks, in full.
    pub fn whole(tier: Tier, level: Level) -> Request {
        Request { tier, level, focus: None, check: None, group: None, schedule: None }
    }
}

/// What is told while a run goes on.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one event is alive at a time, and it is handed on at once")]
pub enum Event {
    /// The submission was staged; rustc starts.
    Compiling,
    /// It compiled.
    Compiled {
        /// How long rustc took.
        millis: u64,
        /// How many checks will run.
        checks: usize,
        /// The program that judges, for as long as the run goes on.
        runner: PathBuf,
    },
    /// A check was judged. In the order in which they end, not in the suite's order.
    Checked(CheckVerdict),
}
