//! What a round was worth, and what that says in an interview.
//!
//! This crate owns the scorecard: how it follows from the verdict on the frozen source and from what happened in the round, its versioned
//! form on disk, and the [rubric](rubric()) that puts a group's outcome into an interviewer's words. It judges nothing, knows neither
//! the round's log nor its files, and prints nothing.

mod card;
mod groups;
mod rubric;
mod sitting;

pub use card::{Beside, Miss, SCORECARD_FORMAT, Scorecard};
pub use groups::{GroupLine, LevelLine};
pub use rubric::{Standing, rubric};
pub use sitting::{End, Late, PhaseTime, Question, Sitting, TwistLine, Unanswered};
