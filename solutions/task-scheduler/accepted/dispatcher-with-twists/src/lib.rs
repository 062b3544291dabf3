//! A task scheduler run by a dispatcher: one thread that owns all state, and to whom everybody writes letters; after both twists.

mod attempt;
mod calendar;
mod desk;
mod dispatcher;
mod graph;
mod history;
mod scheduler;
mod seams;
mod urgency;

use std::sync::Arc;

use task_scheduler_api::twists::dependencies::{Dependencies, DependencyScheduler};
use task_scheduler_api::twists::priorities::{Priorities, PriorityScheduler};
use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::desk::Desk;
use crate::graph::Graph;
use crate::scheduler::Scheduler;
pub use crate::seams::Seams;
use crate::urgency::Ageing;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Scheduler::new(Desk::new(&config, seams, Ageing::default(), Graph::default()), ports))
}

/// A scheduler with priorities.
pub fn build_with_priorities(
    config: Config,
    ports: Ports,
    seams: Seams,
    priorities: Priorities,
) -> Arc<dyn PriorityScheduler> {
    let ageing = Ageing::new(priorities.ageing);
    Arc::new(Scheduler::new(Desk::new(&config, seams, ageing, Graph::default()), ports))
}

/// A scheduler with dependencies.
pub fn build_with_dependencies(
    config: Config,
    ports: Ports,
    seams: Seams,
    dependencies: Dependencies,
) -> Arc<dyn DependencyScheduler> {
    let graph = Graph::new(dependencies.limit);
    Arc::new(Scheduler::new(Desk::new(&config, seams, Ageing::default(), graph), ports))
}
