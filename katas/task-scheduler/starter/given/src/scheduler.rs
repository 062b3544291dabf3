//! The scheduler: what is due when, and who works on it.

use task_scheduler_api::{
    Cancelled, Config, DeadLetter, JobId, JobSpec, Ports, Shutdown, Status, SubmitError, TaskScheduler, WorkerId,
};

use crate::seams::Seams;

/// The scheduler. Add the state that it needs; many threads call it at once.
#[allow(dead_code, reason = "drop this line once your methods use the fields")]
pub struct Scheduler {
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl Scheduler {
    /// A scheduler without jobs.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        Scheduler { config, ports, seams }
    }
}

impl TaskScheduler for Scheduler {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        todo!("plan the first occurrence of {job:?}, and tell a worker that sleeps")
    }

    fn cancel(&self, job: JobId) -> Cancelled {
        todo!("take {job} back, as far as possible")
    }

    fn status(&self, job: JobId) -> Option<Status> {
        todo!("say what has become of {job}")
    }

    fn run_worker(&self, worker: WorkerId) {
        todo!("run as {worker} what is due, and sleep until more is, until shutdown")
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        todo!("list what failed for good")
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        todo!("let the workers end ({how:?}), and hand back what is left")
    }
}
