//! Task scheduler: the hidden suite.

mod behaviour;
mod concurrency;
mod contention;
mod doubles;
mod office;
mod seams;
mod twists;

use std::sync::Arc;

use kata_suite::Suite;
use task_scheduler_api::twists::dependencies::{Dependencies, DependencyScheduler};
use task_scheduler_api::twists::priorities::{Priorities, PriorityScheduler};
use task_scheduler_api::{Config, Ports, TaskScheduler};

/// The build function of a twist: what it is built with comes last.
pub type BuildLate<T, L> = fn(Config, Ports, T) -> Arc<L>;

/// The learner's `build`, and their build function for each twist that they took on; all with the learner's own seams.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The scheduler of the brief.
    pub build: fn(Config, Ports) -> Arc<dyn TaskScheduler>,
    /// Some jobs are more urgent.
    pub priorities: Option<BuildLate<Priorities, dyn PriorityScheduler>>,
    /// Some jobs come after others.
    pub dependencies: Option<BuildLate<Dependencies, dyn DependencyScheduler>>,
}

/// All checks, in the order in which a verdict shows them.
pub fn suite() -> Suite<Subject> {
    Suite::new("task-scheduler")
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
