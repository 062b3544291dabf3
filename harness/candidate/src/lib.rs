//! The commands of a candidate in a timed round, and the live view.
//!
//! This crate owns what a candidate can say in a round ([`Command`]), how a round begins and goes on, the live view, and what cargo says of each
//! save. The round itself (clock, log, snapshots) is `kata_round`'s. Who judges is handed in ([`Examiner`]): a students' pack has no suite, and
//! so no examiner.

mod ansi;
mod assigned;
mod begin;
mod command;
mod commands;
mod errand;
mod examiner;
mod glimpse;
mod hand_in;
mod knowledge;
mod live;
mod meant;
mod tryout;
mod twisting;
mod words;

pub use command::{Command, run};
pub use examiner::{Count, Examiner, Glance, Look};
