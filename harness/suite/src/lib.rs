//! What a hidden suite links: a builder for checks, exploration, recording doubles, and the runner's `main`.
//!
//! A kata's suite is a library with one entry, which the grader links to each submission:
//!
//! ```
//! # mod doubling {
//! use kata_suite::{Check, Level, Suite, expect_eq};
//!
//! /// What the learner's `build` looks like to this suite.
//! type Subject = fn(u32) -> u32;
//!
//! fn suite() -> Suite<Subject> {
//!     Suite::new("doubling").check(
//!         Check::behaviour("two-is-doubled", "two is doubled")
//!             .level(Level::L3)
//!             .hint("What does the caller get back?")
//!             .run(|double: Subject| expect_eq!(double(2), 4, "doubled 2")),
//!     )
//! }
//!
//! pub fn main(subject: Subject) {
//!     suite().main(subject)
//! }
//! # }
//! # fn main() {}
//! ```
//!
//! The body of a check runs inside an execution of the engine: its threads, locks and clock are [`thread`], [`sync`] and
//! [`time`] from here, never those of `std`. A body may be run thousands of times, once for each schedule, so it builds
//! all it needs and keeps nothing.
//!
//! # Limitations
//!
//! One runner process judges one submission. Checks that run in one process share its memory limit: the grader begins a
//! new process where one of them did not leave the others enough (`--judge`), and a run by hand does not.

mod attempt;
mod batch;
mod budget;
mod call;
mod check;
mod complaint;
mod crew;
mod explore_main;
mod judge;
pub mod linear;
mod log;
mod memory;
mod protocol;
mod runner;
pub mod seams;
pub mod spies;
mod suite;
mod threads;
mod watchdog;

pub use attempt::{attempt, attempted_twist, not_attempted, skip};
pub use call::call;
pub use check::{Check, Draft};
pub use complaint::{complain, complain_with};
pub use crew::crew;
pub use explore_main::explore_main;
pub use judge::judge;
pub use kata_engine::{
    Held, Unfinished, held, held_by_any, now, settle, settle_ready, task_name, unfinished, wall_reads,
};
pub use kata_std::{sync, thread, time};
pub use kata_verdict::{CheckInfo, CheckReport, Group, Level, Outcome, Tier};
pub use log::{Entry, Log, holding};
pub use suite::Suite;
pub use threads::expect_no_thread_left;
