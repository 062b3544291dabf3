//! What an exploration found.

use std::any::Any;
use std::fmt;

use kata_verdict::Step;

/// How an execution failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The scenario panicked.
    Panicked,
    /// Tasks wait for each other, or for something that can no longer come.
    Deadlocked,
    /// Tasks go on running, but nothing moves.
    Livelocked,
    /// It made more steps than it may.
    Endless,
}

/// A failing execution, with evidence.
pub struct Failure {
    /// How it failed.
    pub kind: FailureKind,
    /// What happened, as a sentence for the learner; for a panic, what it said.
    pub message: String,
    /// What the scenario panicked with.
    pub payload: Option<Box<dyn Any + Send>>,
    /// Where it panicked, as `src/lot.rs:31`. A file that is not the learner's has the whole path that the compiler was
    /// given, so that one can tell whose it is.
    pub panic_at: Option<String>,
    /// The number of the first schedule that failed, counted from 1.
    pub found_after: u64,
    /// How many preemptions the schedule that is shown needs.
    pub preemptions: u32,
    /// What the tasks did under that schedule, first operation first.
    pub timeline: Vec<Step>,
    /// Sentences beside it: who holds what since which line, who waits for it, which threads panicked.
    pub notes: Vec<String>,
    /// The schedule, as [`replay`](crate::replay) takes it.
    pub schedule: String,
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("kind", &self.kind)
            .field("message", &self.message)
            .field("panic_at", &self.panic_at)
            .field("found_after", &self.found_after)
            .field("preemptions", &self.preemptions)
            .field("timeline", &self.timeline)
            .field("notes", &self.notes)
            .field("schedule", &self.schedule)
            .finish_non_exhaustive()
    }
}

/// A schedule that cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSchedule(pub(crate) String);

impl fmt::Display for BadSchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadSchedule {}
