//! One job: what was submitted, and where it stands.

use std::sync::{Mutex, MutexGuard};

use task_scheduler_api::{JobId, JobSpec, LeaseId, Run, Status, Timestamp, WorkerId};

use crate::attempt::Attempt;
use crate::locked;

/// One job. Whoever wants to change where it stands holds its lock.
pub(crate) struct Job {
    pub(crate) id: JobId,
    pub(crate) spec: JobSpec,
    state: Mutex<State>,
}

/// Where a job stands.
pub(crate) struct State {
    pub(crate) planned: Timestamp,
    pub(crate) attempt: u32,
    pub(crate) phase: Phase,
    /// It was taken back; an attempt may still be under way.
    pub(crate) cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Waiting { due: Timestamp },
    Running,
    Leased(Lease),
    Dead,
    Over,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) id: LeaseId,
    pub(crate) until: Timestamp,
    pub(crate) worker: WorkerId,
    /// How many acks wait for the store. A lease that is being settled does not run out.
    pub(crate) settling: u32,
}

impl Job {
    pub(crate) fn new(id: JobId, spec: JobSpec, planned: Timestamp) -> Self {
        let phase = Phase::Waiting { due: planned };
        Job { id, spec, state: Mutex::new(State { planned, attempt: 1, phase, cancelled: false }) }
    }

    // review: guard-handed-out because the scheduler lets go of it before it calls a handler or the store
    #[track_caller]
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// The attempt that begins in this state.
    pub(crate) fn attempt(&self, state: &State, worker: WorkerId) -> Attempt {
        let (key, planned, attempt) = (self.spec.key.clone(), state.planned, state.attempt);
        Attempt { run: Run { job: self.id, key, planned, attempt, worker }, handler: self.spec.handler.clone() }
    }
}

impl State {
    pub(crate) fn status(&self) -> Status {
        let attempt = self.attempt;
        match &self.phase {
            _ if self.cancelled => Status::Cancelled,
            Phase::Waiting { due } => Status::Waiting { due: *due, attempt },
            Phase::Running | Phase::Leased(_) => Status::Running { attempt },
            Phase::Dead => Status::Dead,
            Phase::Over => Status::Done,
        }
    }
}
