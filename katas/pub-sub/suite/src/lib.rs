//! Pub-sub: the hidden suite.

mod behaviour;
mod concurrency;
mod contention;
mod doubles;
mod newsroom;
mod seams;
mod twists;

use std::sync::Arc;

use kata_suite::Suite;
use pub_sub_api::twists::priorities::{Priorities, PriorityPubSub};
use pub_sub_api::twists::wildcards::{WildcardPubSub, Wildcards};
use pub_sub_api::{Config, Ports, PubSub};

/// The build function of a twist: what it is built with comes last.
pub type BuildLate<T, L> = fn(Config, Ports, T) -> Arc<L>;

/// The learner's `build`, and their build function for each twist that they took on; all with the seams that their own
/// `Seams::new` picks.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The broker of the brief.
    pub build: fn(Config, Ports) -> Arc<dyn PubSub>,
    /// Urgent messages.
    pub priorities: Option<BuildLate<Priorities, dyn PriorityPubSub>>,
    /// Patterns of topics.
    pub wildcards: Option<BuildLate<Wildcards, dyn WildcardPubSub>>,
}

/// All checks, in the order in which a verdict shows them.
pub fn suite() -> Suite<Subject> {
    Suite::new("pub-sub")
        .checks(behaviour::checks())
        .checks(seams::checks())
        .checks(concurrency::checks())
        .checks(contention::checks())
        .checks(twists::checks())
}

/// Runs the program: judges `subject` by the checks that the command line selects, and ends the process.
pub fn main(subject: Subject) {
    suite().main(subject)
}
