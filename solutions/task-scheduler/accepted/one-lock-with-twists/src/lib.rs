//! A task scheduler whose whole state is one book behind one lock, after both twists.

mod attempt;
mod book;
mod graph;
mod history;
mod plan;
mod scheduler;
mod seams;
mod urgency;

use std::sync::Arc;

use task_scheduler_api::twists::dependencies::{Dependencies, DependencyScheduler};
use task_scheduler_api::twists::priorities::{Priorities, PriorityScheduler};
use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::book::Book;
use crate::graph::Graph;
use crate::scheduler::Scheduler;
pub use crate::seams::Seams;
use crate::urgency::Ageing;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Scheduler::new(Book::new(&config, seams, Ageing::default(), Graph::default()), ports))
}

/// A scheduler with priorities.
pub fn build_with_priorities(
    config: Config,
    ports: Ports,
    seams: Seams,
    priorities: Priorities,
) -> Arc<dyn PriorityScheduler> {
    let ageing = Ageing::new(priorities.ageing);
    Arc::new(Scheduler::new(Book::new(&config, seams, ageing, Graph::default()), ports))
}

/// A scheduler with dependencies.
pub fn build_with_dependencies(
    config: Config,
    ports: Ports,
    seams: Seams,
    dependencies: Dependencies,
) -> Arc<dyn DependencyScheduler> {
    let graph = Graph::new(dependencies.limit);
    Arc::new(Scheduler::new(Book::new(&config, seams, Ageing::default(), graph), ports))
}
