//! Which jobs there are, what is due when, and who works on what. Plain data: it neither locks nor waits nor runs anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem;

use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Failure, JobId, JobKey, JobSpec, LeaseError, LeaseId, RedriveError, Run,
    Shutdown, Status, SubmitError, Timestamp, WorkerId,
};

use crate::attempt::Attempt;
use crate::history::History;
use crate::occurrences;
use crate::seams::{Seams, Then};

/// The state of the scheduler.
pub(crate) struct Desk {
    jobs: BTreeMap<JobId, Job>,
    keys: HashMap<JobKey, JobId>,
    due: BTreeSet<(Timestamp, JobId)>,
    leases: BTreeMap<LeaseId, Lease>,
    history: History,
    letters: Vec<DeadLetter>,
    running: usize,
    jobs_taken: u64,
    leases_given: u64,
    is_closed: bool,
    is_handed_back: bool,
    seams: Seams,
}

/// A job that is not over.
struct Job {
    spec: JobSpec,
    planned: Timestamp,
    attempt: u32,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Due(Timestamp),
    Busy,
    Dead,
}

struct Lease {
    run: Run,
    until: Timestamp,
    /// How many acks wait for the store. Meanwhile the lease does not run out.
    acks: u32,
}

impl Desk {
    /// No jobs yet.
    pub(crate) fn new(config: &Config, seams: Seams) -> Self {
        Desk {
            jobs: BTreeMap::new(),
            keys: HashMap::new(),
            due: BTreeSet::new(),
            leases: BTreeMap::new(),
            history: History::new(config.history),
            letters: Vec::new(),
            running: 0,
            jobs_taken: 0,
            leases_given: 0,
            is_closed: false,
            is_handed_back: false,
            seams,
        }
    }

    pub(crate) fn submit(&mut self, spec: JobSpec, now: Timestamp) -> Result<JobId, SubmitError> {
        if self.is_closed {
            return Err(SubmitError::ShutDown);
        }
        let planned = occurrences::first(&spec.trigger, now)?;
        if self.keys.contains_key(&spec.key) {
            return Err(SubmitError::DuplicateKey(spec.key));
        }
        self.jobs_taken += 1;
        let id = JobId::new(self.jobs_taken);
        self.keys.insert(spec.key.clone(), id);
        self.jobs.insert(id, Job { spec, planned, attempt: 1, stage: Stage::Busy });
        self.move_to(id, Stage::Due(planned));
        Ok(id)
    }

    pub(crate) fn cancel(&mut self, id: JobId) -> Cancelled {
        let answer = match self.jobs.get(&id).map(|job| job.stage) {
            Some(Stage::Due(_)) => Cancelled::BeforeRun,
            Some(Stage::Busy) => Cancelled::DuringRun,
            Some(Stage::Dead) | None => return Cancelled::TooLate,
        };
        self.end(id, Status::Cancelled);
        answer
    }

    pub(crate) fn status(&self, id: JobId) -> Option<Status> {
        let Some(&Job { stage, attempt, .. }) = self.jobs.get(&id) else { return self.history.get(id) };
        Some(match stage {
            Stage::Due(due) => Status::Waiting { due, attempt },
            Stage::Busy => Status::Running { attempt },
            Stage::Dead => Status::Dead,
        })
    }

    pub(crate) fn dead_letters(&self) -> Vec<DeadLetter> {
        self.letters.clone()
    }

    /// Begins what is due first, for a worker in this process.
    pub(crate) fn begin(&mut self, worker: WorkerId, now: Timestamp) -> Option<Attempt> {
        let attempt = self.take(worker, now)?;
        self.running += 1;
        Some(attempt)
    }

    /// Notes how such an attempt went.
    pub(crate) fn finish(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        self.running -= 1;
        self.conclude(run, result, now);
    }

    /// Begins what is due first, for a worker elsewhere.
    pub(crate) fn claim(&mut self, worker: WorkerId, now: Timestamp, until: Timestamp) -> Option<Claim> {
        let Attempt { run, .. } = if self.is_closed { None } else { self.take(worker, now) }?;
        self.leases_given += 1;
        let lease = LeaseId::new(self.leases_given);
        self.leases.insert(lease, Lease { run: run.clone(), until, acks: 0 });
        Some(Claim { lease, until, run })
    }

    pub(crate) fn prolong(&mut self, id: LeaseId, until: Timestamp) -> Result<Timestamp, LeaseError> {
        self.lease(id)?.until = until;
        Ok(until)
    }

    /// An ack goes to the store.
    pub(crate) fn begin_ack(&mut self, id: LeaseId) -> Result<Run, LeaseError> {
        let lease = self.lease(id)?;
        lease.acks += 1;
        Ok(lease.run.clone())
    }

    /// The store has failed.
    pub(crate) fn abandon_ack(&mut self, id: LeaseId) -> Result<(), LeaseError> {
        self.lease(id)?.acks -= 1;
        Ok(())
    }

    /// Ends a lease, with how its attempt went.
    pub(crate) fn settle(
        &mut self,
        id: LeaseId,
        result: Result<(), Failure>,
        now: Timestamp,
    ) -> Result<(), LeaseError> {
        let lease = self.leases.remove(&id).ok_or(LeaseError::Stale(id))?;
        self.conclude(&lease.run, result, now);
        Ok(())
    }

    /// Ends the leases that have run out.
    pub(crate) fn expire_leases(&mut self, now: Timestamp) {
        let over = self.leases.extract_if(.., |_, lease| lease.acks == 0 && lease.until <= now);
        let over: Vec<Lease> = over.map(|(_, lease)| lease).collect();
        for Lease { run, until, .. } in over {
            match self.seams.retry.after(run.attempt) {
                Then::Again(_) => self.try_again(&run, until),
                Then::Never => self.bury(&run, Failure::new("lease expired")),
            }
        }
    }

    pub(crate) fn redrive(&mut self, id: JobId, now: Timestamp) -> Result<(), RedriveError> {
        let job = self.jobs.get_mut(&id).filter(|job| job.stage == Stage::Dead).ok_or(RedriveError::NotDead(id))?;
        job.attempt = 1;
        self.letters.retain(|letter| letter.job != id);
        self.move_to(id, Stage::Due(now));
        Ok(())
    }

    /// From now on nothing begins but, for a drain, what is due.
    pub(crate) fn close(&mut self, how: Shutdown, now: Timestamp) {
        if !mem::replace(&mut self.is_closed, true) {
            self.leases.clear();
            self.due.retain(|(due, _)| how == Shutdown::Drain && *due <= now);
        }
    }

    /// Whether it was closed.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether nothing will begin any more.
    pub(crate) fn is_finished(&self) -> bool {
        self.is_closed && self.due.is_empty()
    }

    /// Whether nothing will begin any more, and nothing runs.
    pub(crate) fn is_quiet(&self) -> bool {
        self.is_finished() && self.running == 0
    }

    /// What is left, the first time this is called.
    pub(crate) fn hand_back(&mut self) -> Vec<JobId> {
        if mem::replace(&mut self.is_handed_back, true) {
            return Vec::new();
        }
        self.jobs.iter().filter(|(_, job)| job.stage != Stage::Dead).map(|(&id, _)| id).collect()
    }

    /// The earliest instant at which a job is due or a lease runs out.
    pub(crate) fn next_look(&self) -> Option<Timestamp> {
        let leases = self.leases.values().filter(|lease| lease.acks == 0).map(|lease| lease.until);
        leases.chain(self.due.first().map(|(due, _)| *due)).min()
    }

    fn lease(&mut self, id: LeaseId) -> Result<&mut Lease, LeaseError> {
        self.leases.get_mut(&id).ok_or(LeaseError::Stale(id))
    }

    fn take(&mut self, worker: WorkerId, now: Timestamp) -> Option<Attempt> {
        let &(_, id) = self.due.first().filter(|(due, _)| *due <= now)?;
        self.move_to(id, Stage::Busy);
        let Job { spec, planned, attempt, .. } = self.jobs.get(&id)?;
        let run = Run { job: id, key: spec.key.clone(), planned: *planned, attempt: *attempt, worker };
        Some(Attempt { run, handler: spec.handler.clone() })
    }

    fn conclude(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        match result {
            Ok(()) => self.go_on(run, now),
            Err(failure) => match self.seams.retry.after(run.attempt) {
                Then::Again(delay) => self.try_again(run, now + delay),
                Then::Never => self.bury(run, failure),
            },
        }
    }

    fn go_on(&mut self, run: &Run, now: Timestamp) {
        // A job that was cancelled meanwhile is not there any more.
        let Some(job) = self.jobs.get_mut(&run.job) else { return };
        let late = &*self.seams.misfire;
        match occurrences::next(&job.spec.trigger, job.spec.misfire, late, run.planned, now) {
            None => self.end(run.job, Status::Done),
            Some(planned) => {
                (job.planned, job.attempt) = (planned, 1);
                self.move_to(run.job, Stage::Due(planned));
            }
        }
    }

    fn try_again(&mut self, run: &Run, due: Timestamp) {
        if let Some(job) = self.jobs.get_mut(&run.job) {
            job.attempt += 1;
            self.move_to(run.job, Stage::Due(due));
        }
    }

    fn bury(&mut self, run: &Run, failure: Failure) {
        if self.jobs.contains_key(&run.job) {
            self.move_to(run.job, Stage::Dead);
            let Run { job, key, planned, attempt: attempts, .. } = run.clone();
            self.letters.push(DeadLetter { job, key, planned, attempts, failure });
        }
    }

    /// The one place where a job changes its stage, so that what is due is always what is in that stage.
    fn move_to(&mut self, id: JobId, stage: Stage) {
        let Some(job) = self.jobs.get_mut(&id) else { return };
        if let Stage::Due(due) = mem::replace(&mut job.stage, stage) {
            self.due.remove(&(due, id));
        }
        if let Stage::Due(due) = stage
            && !self.is_closed
        {
            self.due.insert((due, id));
        }
    }

    fn end(&mut self, id: JobId, status: Status) {
        self.move_to(id, Stage::Busy);
        if let Some(job) = self.jobs.remove(&id) {
            self.keys.remove(&job.spec.key);
        }
        self.history.add(id, status);
    }
}
