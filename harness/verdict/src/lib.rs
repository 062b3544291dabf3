//! The one vocabulary of outcomes, from the runner to the exit code.
//!
//! This crate owns the words (an outcome, a group, a level, a verdict), their versioned JSON form, how points and
//! the signal follow from the checks, and which exit code a verdict means. It judges nothing and prints nothing.
//!
//! ```
//! use kata_verdict::{Level, Outcome};
//!
//! assert!(Level::L3 < Level::L6);
//! assert_eq!(Outcome::TimedOut.word(), "timed out");
//! ```

mod change;
mod check;
mod evidence;
mod exit_code;
mod finding;
mod group;
mod level;
mod outcome;
mod score;
mod seams;
mod tier;
mod verdict;

pub use change::Change;
pub use check::{CheckInfo, CheckReport, CheckVerdict, ReportFile};
pub use evidence::{Evidence, Explored, Step};
pub use exit_code::ExitCode;
pub use finding::{Finding, Principle, Severity, Site, after_review};
pub use group::Group;
pub use level::Level;
pub use outcome::Outcome;
pub use score::{Score, score, signal};
pub use seams::{Holds, Remark, SeamFacts, SeamField, SeamMethod, SeamPolicy, SeamTrait};
pub use tier::Tier;
pub use verdict::{FORMAT, Refusal, Submission, Timing, Verdict};
