//! A task scheduler whose whole state is one book behind one lock.

mod attempt;
mod book;
mod history;
mod plan;
mod scheduler;
mod seams;

use std::sync::Arc;

use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::scheduler::Scheduler;
pub use crate::seams::Seams;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Scheduler::new(config, ports, seams))
}
