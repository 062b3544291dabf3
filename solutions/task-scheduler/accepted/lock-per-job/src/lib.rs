//! A task scheduler with a lock for each job, and an agenda that says when to look at which.

mod agenda;
mod attempt;
mod job;
mod letters;
mod plan;
mod registry;
mod scheduler;
mod seams;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use task_scheduler_api::{Config, Ports, TaskScheduler};

use crate::scheduler::Scheduler;
pub use crate::seams::Seams;

/// The scheduler that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn TaskScheduler> {
    Arc::new(Scheduler::new(config, ports, seams))
}

/// No lock is held while foreign code runs, so a poisoned one still guards sound data.
#[track_caller]
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
