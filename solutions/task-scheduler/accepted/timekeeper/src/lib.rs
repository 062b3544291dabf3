//! A task scheduler with a timekeeper: one thread that does nothing but look at the clock, and a counter where workers queue.

mod attempt;
mod book;
mod counter;
mod history;
mod plan;
mod scheduler;
mod seams;
mod timekeeper;

use std::sync::Arc;

use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::scheduler::Scheduler;
pub use crate::seams::Seams;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Scheduler::new(config, ports, seams))
}
