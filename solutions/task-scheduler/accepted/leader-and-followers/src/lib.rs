//! A task scheduler in which one idle worker leads and minds the clock, and the others follow.

mod attempt;
mod desk;
mod history;
mod occurrences;
mod pool;
mod seams;

use std::sync::Arc;

use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::pool::Pool;
pub use crate::seams::Seams;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Pool::new(&config, ports, seams))
}
