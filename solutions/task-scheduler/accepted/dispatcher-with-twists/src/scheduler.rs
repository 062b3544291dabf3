//! The scheduler as its callers see it: each call is a letter to the dispatcher.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use task_scheduler_api::twists::dependencies::{DependError, DependencyScheduler};
use task_scheduler_api::twists::priorities::PriorityScheduler;
use task_scheduler_api::{
    Cancelled, Claim, DeadLetter, Effect, EffectStore, Failure, JobId, JobSpec, LeaseError, LeaseId, Ports,
    RedriveError, Shutdown, Status, SubmitError, TaskScheduler, Timestamp, WorkerId,
};

use crate::attempt;
use crate::desk::Desk;
use crate::dispatcher::{Mailbox, Request};

pub(crate) struct Scheduler {
    mailbox: Mailbox,
    effects: Arc<dyn EffectStore>,
}

impl Scheduler {
    pub(crate) fn new(desk: Desk, ports: Ports) -> Self {
        let mailbox = Mailbox::hire(desk, ports.clock);
        Scheduler { mailbox, effects: ports.effects }
    }

    /// Asks what the dispatcher, or the desk that he left behind, always answers.
    fn ask<T>(&self, request: impl Fn(Sender<T>) -> Request) -> T {
        self.mailbox.ask(request).expect("a desk answers each question at once")
    }
}

impl TaskScheduler for Scheduler {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        self.submit_with_priority(job, 0)
    }

    fn cancel(&self, job: JobId) -> Cancelled {
        self.ask(|reply| Request::Cancel(job, reply))
    }

    fn status(&self, job: JobId) -> Option<Status> {
        self.ask(|reply| Request::Status(job, reply))
    }

    fn run_worker(&self, worker: WorkerId) {
        while let Some(attempt) = self.mailbox.ask(|envelope| Request::Work(worker, envelope)) {
            let result = attempt.make(&*self.effects);
            self.ask(|reply| Request::Settle(attempt.run.clone(), result.clone(), reply));
        }
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        self.ask(Request::DeadLetters)
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        // No answer: an earlier shutdown is over.
        let left = self.mailbox.ask(|reply| Request::Shutdown(how, reply)).unwrap_or_default();
        self.mailbox.join();
        left
    }

    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        Ok(self.ask(|reply| Request::Claim(worker, lease, reply)))
    }

    fn heartbeat(&self, lease_id: LeaseId, lease: Duration) -> Result<Timestamp, LeaseError> {
        self.ask(|reply| Request::Prolong(lease_id, lease, reply))
    }

    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let run = self.ask(|reply| Request::BeginAck(lease_id, reply))?;
        match attempt::apply(&*self.effects, &run, &effect) {
            Ok(()) => self.ask(|reply| Request::EndLease(lease_id, Ok(()), reply)),
            Err(error) => {
                self.ask(|reply| Request::AbandonAck(lease_id, reply))?;
                Err(LeaseError::Store(error))
            }
        }
    }

    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        self.ask(|reply| Request::EndLease(lease_id, Err(failure.clone()), reply))
    }

    fn redrive(&self, job: JobId) -> Result<(), RedriveError> {
        self.ask(|reply| Request::Redrive(job, reply))
    }
}

impl PriorityScheduler for Scheduler {
    fn submit_with_priority(&self, job: JobSpec, priority: u32) -> Result<JobId, SubmitError> {
        self.ask(|reply| Request::Submit(job.clone(), priority, reply))
    }
}

impl DependencyScheduler for Scheduler {
    fn depend(&self, job: JobId, on: JobId) -> Result<(), DependError> {
        self.ask(|reply| Request::Depend(job, on, reply))
    }
}
