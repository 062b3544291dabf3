//! A task scheduler run by a dispatcher: one thread that owns all state, and to whom everybody writes letters.

mod attempt;
mod calendar;
mod desk;
mod dispatcher;
mod history;
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
