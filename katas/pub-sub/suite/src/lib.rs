//! Pub-sub: the hidden suite.

mod behaviour;
mod concurrency;
mod contention;
mod doubles;
mod newsroom;
mod seams;

use std::sync::Arc;

use kata_suite::Suite;
use pub_sub_api::{Config, Ports, PubSub};

/// Builds the learner's broker, with the learner's own seams.
pub type Subject = fn(Config, Ports) -> Arc<dyn PubSub>;

/// All checks, in the order in which a verdict shows them.
pub fn suite() -> Suite<Subject> {
    Suite::new("pub-sub")
        .checks(behaviour::checks())
        .checks(seams::checks())
        .checks(concurrency::checks())
        .checks(contention::checks())
}

/// Runs the program: judges `subject` by the checks that the command line selects, and ends the process.
pub fn main(subject: Subject) {
    suite().main(subject)
}
