//! The scheduler: how a job goes from one phase to the next.
//!
//! Locks are taken in this order: a job, then the registry's, then the agenda's or the letters'. Two jobs are never locked at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Effect, Failure, JobId, JobSpec, LeaseError, LeaseId, Ports, RedriveError,
    Run, Shutdown, Status, SubmitError, TaskScheduler, Timestamp, WorkerId,
};

use crate::agenda::{Agenda, Entry};
use crate::attempt::{self, Attempt};
use crate::job::{Job, Lease, Phase, State};
use crate::letters::Letters;
use crate::plan;
use crate::registry::Registry;
use crate::seams::Seams;

pub(crate) struct Scheduler {
    registry: Registry,
    agenda: Agenda,
    letters: Letters,
    handed_back: AtomicBool,
    ports: Ports,
    seams: Seams,
}

impl Scheduler {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let registry = Registry::new(config.history);
        let (agenda, letters, handed_back) = (Agenda::default(), Letters::default(), AtomicBool::new(false));
        Scheduler { registry, agenda, letters, handed_back, ports, seams }
    }

    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// Begins the attempt that this entry reminds of, if it is not outdated.
    fn begin<R>(&self, (time, id): Entry, begin: impl FnOnce(&Arc<Job>, &mut State) -> R) -> Option<R> {
        let job = self.registry.get(id)?;
        let mut state = job.state();
        self.expire(&job, &mut state);
        (state.phase == Phase::Waiting { due: time } && !state.cancelled).then(|| begin(&job, &mut state))
    }

    fn work(&self, entry: Entry, worker: WorkerId) {
        let begun = self.begin(entry, |job, state| {
            state.phase = Phase::Running;
            (job.clone(), job.attempt(state, worker))
        });
        if let Some((job, attempt)) = begun {
            let result = attempt.make(&*self.ports.effects);
            self.conclude(&job, &mut job.state(), result);
        }
    }

    fn lease(&self, entry: Entry, worker: WorkerId, length: Duration) -> Option<Claim> {
        self.begin(entry, |job, state| {
            let (lease, until) = (self.registry.add_lease(job), self.now() + length);
            state.phase = Phase::Leased(Lease { id: lease, until, worker, settling: 0 });
            self.agenda.add((until, job.id));
            let Attempt { run, .. } = job.attempt(state, worker);
            Claim { lease, until, run }
        })
    }

    /// Ends the lease of a job if it has run out.
    fn expire(&self, job: &Job, state: &mut State) {
        let now = self.now();
        let Phase::Leased(Lease { id, until, settling: 0, .. }) = state.phase else { return };
        if now < until {
            return;
        }
        self.registry.end_lease(id);
        match self.seams.retry.delay_after(state.attempt) {
            Some(_) => self.retry(job, state, until),
            None => self.bury(job, state, Failure::new("lease expired")),
        }
    }

    fn conclude(&self, job: &Job, state: &mut State, result: Result<(), Failure>) {
        let now = self.now();
        match result {
            Ok(()) => self.go_on(job, state, now),
            Err(failure) => match self.seams.retry.delay_after(state.attempt) {
                Some(delay) => self.retry(job, state, now + delay),
                None => self.bury(job, state, failure),
            },
        }
    }

    fn go_on(&self, job: &Job, state: &mut State, now: Timestamp) {
        let (trigger, mode) = (&job.spec.trigger, job.spec.misfire);
        match plan::next(trigger, mode, &*self.seams.misfire, state.planned, now) {
            _ if state.cancelled => state.phase = Phase::Over,
            Some(planned) => {
                (state.planned, state.attempt) = (planned, 1);
                self.wait(job, state, planned);
            }
            None => {
                state.phase = Phase::Over;
                self.registry.end(job);
            }
        }
    }

    fn retry(&self, job: &Job, state: &mut State, due: Timestamp) {
        if state.cancelled {
            state.phase = Phase::Over;
        } else {
            state.attempt += 1;
            self.wait(job, state, due);
        }
    }

    fn bury(&self, job: &Job, state: &mut State, failure: Failure) {
        if state.cancelled {
            state.phase = Phase::Over;
            return;
        }
        state.phase = Phase::Dead;
        let (key, planned, attempts) = (job.spec.key.clone(), state.planned, state.attempt);
        self.letters.add(DeadLetter { job: job.id, key, planned, attempts, failure });
    }

    fn wait(&self, job: &Job, state: &mut State, due: Timestamp) {
        state.phase = Phase::Waiting { due };
        // A closed agenda takes nothing; the job is then handed back.
        self.agenda.add((due, job.id));
    }

    /// Works on the job under a lease, if that is not stale.
    fn with_lease<R>(
        &self,
        id: LeaseId,
        work: impl FnOnce(&Job, &mut State, &mut Lease) -> R,
    ) -> Result<R, LeaseError> {
        let job = self.registry.leased(id).ok_or(LeaseError::Stale(id))?;
        let mut state = job.state();
        self.expire(&job, &mut state);
        match state.phase.clone() {
            Phase::Leased(mut lease) if lease.id == id => Ok(work(&job, &mut state, &mut lease)),
            _ => Err(LeaseError::Stale(id)),
        }
    }

    fn end_lease(&self, id: LeaseId, result: Result<(), Failure>) -> Result<(), LeaseError> {
        self.with_lease(id, |job, state, _| {
            self.registry.end_lease(id);
            self.conclude(job, state, result);
        })
    }

    /// An ack goes to the store: the lease does not run out meanwhile.
    fn begin_ack(&self, id: LeaseId) -> Result<Run, LeaseError> {
        self.with_lease(id, |job, state, lease| {
            lease.settling += 1;
            state.phase = Phase::Leased(lease.clone());
            job.attempt(state, lease.worker).run
        })
    }

    /// The store has failed: the lease is as it was.
    fn abandon_ack(&self, id: LeaseId) -> Result<(), LeaseError> {
        self.with_lease(id, |job, state, lease| {
            lease.settling -= 1;
            state.phase = Phase::Leased(lease.clone());
            // The reminder may have come up in vain while the store was asked.
            self.agenda.add((lease.until, job.id));
        })
    }

    /// Ends all leases, whether they have run out or not.
    fn void_leases(&self) {
        for job in self.registry.all_leased() {
            let mut state = job.state();
            if let Phase::Leased(Lease { id, until, .. }) = state.phase {
                self.registry.end_lease(id);
                state.phase = Phase::Waiting { due: until };
            }
        }
    }
}

impl TaskScheduler for Scheduler {
    fn submit(&self, job: JobSpec) -> Result<JobId, SubmitError> {
        if self.agenda.is_closed() {
            return Err(SubmitError::ShutDown);
        }
        let planned = plan::first(&job.trigger, self.now())?;
        let key = job.key.clone();
        let admit = |job: &Job| self.agenda.add((planned, job.id)).then_some(()).ok_or(SubmitError::ShutDown);
        self.registry.add(&key, |id| Job::new(id, job, planned), admit)
    }

    fn cancel(&self, id: JobId) -> Cancelled {
        let Some(job) = self.registry.get(id) else { return Cancelled::TooLate };
        let mut state = job.state();
        self.expire(&job, &mut state);
        let answer = match state.phase {
            _ if state.cancelled => return Cancelled::TooLate,
            Phase::Dead | Phase::Over => return Cancelled::TooLate,
            Phase::Running | Phase::Leased(_) => Cancelled::DuringRun,
            Phase::Waiting { due } => {
                self.agenda.remove((due, id));
                state.phase = Phase::Over;
                Cancelled::BeforeRun
            }
        };
        state.cancelled = true;
        self.registry.end(&job);
        answer
    }

    fn status(&self, id: JobId) -> Option<Status> {
        let job = self.registry.get(id)?;
        let mut state = job.state();
        self.expire(&job, &mut state);
        Some(state.status())
    }

    fn run_worker(&self, worker: WorkerId) {
        while let Some(entry) = self.agenda.wait_for_due(&*self.ports.clock) {
            self.work(entry, worker);
            self.agenda.put_away();
        }
    }

    fn dead_letters(&self) -> Vec<DeadLetter> {
        for job in self.registry.all_leased() {
            self.expire(&job, &mut job.state());
        }
        self.letters.all()
    }

    fn shutdown(&self, how: Shutdown) -> Vec<JobId> {
        self.agenda.close(how, self.now());
        self.void_leases();
        if self.handed_back.swap(true, Ordering::AcqRel) { Vec::new() } else { self.registry.left() }
    }

    fn claim(&self, worker: WorkerId, lease: Duration) -> Result<Option<Claim>, LeaseError> {
        while let Some(entry) = self.agenda.take_due(self.now()) {
            let claim = self.lease(entry, worker, lease);
            self.agenda.put_away();
            if claim.is_some() {
                return Ok(claim);
            }
        }
        Ok(None)
    }

    fn heartbeat(&self, lease_id: LeaseId, length: Duration) -> Result<Timestamp, LeaseError> {
        self.with_lease(lease_id, |job, state, lease| {
            lease.until = self.now() + length;
            state.phase = Phase::Leased(lease.clone());
            self.agenda.add((lease.until, job.id));
            lease.until
        })
    }

    fn ack(&self, lease_id: LeaseId, effect: Effect) -> Result<(), LeaseError> {
        let run = self.begin_ack(lease_id)?;
        match attempt::apply(&*self.ports.effects, &run, &effect) {
            Ok(()) => self.end_lease(lease_id, Ok(())),
            Err(error) => {
                self.abandon_ack(lease_id)?;
                Err(LeaseError::Store(error))
            }
        }
    }

    fn fail(&self, lease_id: LeaseId, failure: Failure) -> Result<(), LeaseError> {
        self.end_lease(lease_id, Err(failure))
    }

    fn redrive(&self, id: JobId) -> Result<(), RedriveError> {
        let job = self.registry.get(id).ok_or(RedriveError::NotDead(id))?;
        let mut state = job.state();
        if state.phase != Phase::Dead {
            return Err(RedriveError::NotDead(id));
        }
        state.attempt = 1;
        self.letters.remove(id);
        self.wait(&job, &mut state, self.now());
        Ok(())
    }
}
