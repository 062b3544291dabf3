//! Which jobs there are, what is due when, and who works on what. Plain data: it neither locks nor waits nor runs anything.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use task_scheduler_api::twists::dependencies::DependError;
use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Failure, Handler, JobId, JobKey, JobSpec, LeaseError, LeaseId, RedriveError,
    Run, Shutdown, Status, SubmitError, Timestamp, WorkerId,
};

use crate::attempt::Attempt;
use crate::graph::Graph;
use crate::history::History;
use crate::plan;
use crate::seams::Seams;
use crate::urgency::Ageing;

/// The state of the scheduler.
pub(crate) struct Book {
    jobs: BTreeMap<JobId, Job>,
    keys: HashMap<JobKey, JobId>,
    queue: BTreeSet<(Timestamp, JobId)>,
    leases: BTreeMap<LeaseId, Lease>,
    ageing: Ageing,
    graph: Graph,
    history: History,
    letters: Vec<DeadLetter>,
    /// Attempts that workers make now.
    running: usize,
    jobs_taken: u64,
    leases_given: u64,
    closing: bool,
    handed_back: bool,
    seams: Seams,
}

/// A job that is not over.
struct Job {
    spec: JobSpec,
    priority: u32,
    /// Whether an attempt has ever begun.
    begun: bool,
    planned: Timestamp,
    attempt: u32,
    phase: Phase,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting { due: Timestamp },
    Running,
    Dead,
}

struct Lease {
    run: Run,
    until: Timestamp,
    /// How many acks wait for the store. A lease that is being settled does not run out.
    settling: u32,
}

impl Book {
    /// No jobs yet.
    pub(crate) fn new(config: &Config, seams: Seams, ageing: Ageing, graph: Graph) -> Self {
        Book {
            jobs: BTreeMap::new(),
            keys: HashMap::new(),
            queue: BTreeSet::new(),
            leases: BTreeMap::new(),
            ageing,
            graph,
            history: History::new(config.history),
            letters: Vec::new(),
            running: 0,
            jobs_taken: 0,
            leases_given: 0,
            closing: false,
            handed_back: false,
            seams,
        }
    }

    /// Takes a job.
    pub(crate) fn submit(&mut self, spec: JobSpec, priority: u32, now: Timestamp) -> Result<JobId, SubmitError> {
        if self.closing {
            return Err(SubmitError::ShutDown);
        }
        let planned = plan::first(&spec.trigger, now)?;
        if self.keys.contains_key(&spec.key) {
            return Err(SubmitError::DuplicateKey(spec.key));
        }
        self.jobs_taken += 1;
        let id = JobId::new(self.jobs_taken);
        self.keys.insert(spec.key.clone(), id);
        self.jobs.insert(
            id,
            Job { spec, priority, begun: false, planned, attempt: 1, phase: Phase::Waiting { due: planned } },
        );
        self.queue.insert((planned, id));
        Ok(id)
    }

    /// Takes a job back.
    pub(crate) fn cancel(&mut self, id: JobId) -> Cancelled {
        let answer = match self.jobs.get(&id).map(|job| job.phase) {
            None | Some(Phase::Dead) => return Cancelled::TooLate,
            Some(Phase::Waiting { due }) => {
                self.queue.remove(&(due, id));
                Cancelled::BeforeRun
            }
            Some(Phase::Running) => Cancelled::DuringRun,
        };
        self.end(id, Status::Cancelled);
        answer
    }

    /// Lets one job wait for another.
    pub(crate) fn depend(&mut self, job: JobId, on: JobId) -> Result<(), DependError> {
        if let Some(unknown) = [job, on].into_iter().find(|&id| self.status(id).is_none()) {
            return Err(DependError::Unknown(unknown));
        }
        if self.jobs.get(&job).is_none_or(|job| job.begun) {
            return Err(DependError::TooLate(job));
        }
        if self.jobs.contains_key(&on) {
            self.graph.link(job, on)?;
            self.queue.retain(|&(_, waiting)| waiting != job);
        }
        Ok(())
    }

    /// What has become of a job.
    pub(crate) fn status(&self, id: JobId) -> Option<Status> {
        let Some(job) = self.jobs.get(&id) else { return self.history.get(id) };
        Some(match job.phase {
            Phase::Waiting { due } => Status::Waiting { due, attempt: job.attempt },
            Phase::Running => Status::Running { attempt: job.attempt },
            Phase::Dead => Status::Dead,
        })
    }

    /// What failed for good.
    pub(crate) fn dead_letters(&self) -> Vec<DeadLetter> {
        self.letters.clone()
    }

    /// Takes what is due first, for a worker in this process.
    pub(crate) fn take(&mut self, worker: WorkerId, now: Timestamp) -> Option<Attempt> {
        let (run, handler) = self.pop_due(worker, now)?;
        self.running += 1;
        Some(Attempt { run, handler })
    }

    /// Notes how an attempt of a worker went.
    pub(crate) fn settle(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        self.running -= 1;
        self.conclude(run, result, now);
    }

    /// Takes what is due first, for a worker elsewhere.
    pub(crate) fn claim(&mut self, worker: WorkerId, now: Timestamp, until: Timestamp) -> Option<Claim> {
        let (run, _) = self.pop_due(worker, now)?;
        self.leases_given += 1;
        let lease = LeaseId::new(self.leases_given);
        self.leases.insert(lease, Lease { run: run.clone(), until, settling: 0 });
        Some(Claim { lease, until, run })
    }

    /// Prolongs a lease.
    pub(crate) fn prolong(&mut self, id: LeaseId, until: Timestamp) -> Result<Timestamp, LeaseError> {
        let lease = self.leases.get_mut(&id).ok_or(LeaseError::Stale(id))?;
        lease.until = until;
        Ok(until)
    }

    /// An ack is on its way to the store: the lease does not run out meanwhile.
    pub(crate) fn begin_ack(&mut self, id: LeaseId) -> Result<Run, LeaseError> {
        let lease = self.leases.get_mut(&id).ok_or(LeaseError::Stale(id))?;
        lease.settling += 1;
        Ok(lease.run.clone())
    }

    /// The store has failed: the lease is as it was.
    pub(crate) fn abandon_ack(&mut self, id: LeaseId) {
        if let Some(lease) = self.leases.get_mut(&id) {
            lease.settling -= 1;
        }
    }

    /// Ends a lease, with how its attempt went.
    pub(crate) fn end_lease(
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
        let over = |lease: &Lease| lease.settling == 0 && lease.until <= now;
        let expired: Vec<LeaseId> = self.leases.iter().filter(|(_, lease)| over(lease)).map(|(&id, _)| id).collect();
        for id in expired {
            let Some(lease) = self.leases.remove(&id) else { continue };
            let last = self.seams.retry.delay_after(lease.run.attempt).is_none();
            let delay = (!last).then_some(Duration::ZERO);
            self.attempt_failed(&lease.run, Failure::new("lease expired"), delay, lease.until);
        }
    }

    /// Gives a dead job another chance.
    pub(crate) fn redrive(&mut self, id: JobId, now: Timestamp) -> Result<(), RedriveError> {
        let job = self.jobs.get_mut(&id).filter(|job| job.phase == Phase::Dead).ok_or(RedriveError::NotDead(id))?;
        job.attempt = 1;
        self.letters.retain(|letter| letter.job != id);
        self.wait(id, now);
        Ok(())
    }

    /// Closes the book: nothing is taken any more but, for a drain, what is due now.
    pub(crate) fn close(&mut self, how: Shutdown, now: Timestamp) {
        if self.closing {
            return;
        }
        self.closing = true;
        self.leases.clear();
        self.queue.retain(|&(due, _)| how == Shutdown::Drain && due <= now);
    }

    /// Whether it is closed and nothing will be taken from it.
    pub(crate) fn is_finished(&self) -> bool {
        self.closing && self.queue.is_empty()
    }

    /// Whether it is finished and nothing runs.
    pub(crate) fn is_quiet(&self) -> bool {
        self.is_finished() && self.running == 0
    }

    /// What is left, the first time this is called.
    pub(crate) fn hand_back(&mut self) -> Vec<JobId> {
        let first = !std::mem::replace(&mut self.handed_back, true);
        let left = self.jobs.iter().filter(|(_, job)| first && job.phase != Phase::Dead);
        left.map(|(&id, _)| id).collect()
    }

    /// When something will be due that is not due yet.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let due = self.queue.first().map(|&(due, _)| due);
        let leases = self.leases.values().filter(|lease| lease.settling == 0).map(|lease| lease.until);
        leases.chain(due).min()
    }

    fn pop_due(&mut self, worker: WorkerId, now: Timestamp) -> Option<(Run, Arc<dyn Handler>)> {
        let (due, id) = self.most_urgent(now)?;
        self.queue.remove(&(due, id));
        let job = self.jobs.get_mut(&id)?;
        job.phase = Phase::Running;
        job.begun = true;
        let (key, planned, attempt) = (job.spec.key.clone(), job.planned, job.attempt);
        Some((Run { job: id, key, planned, attempt, worker }, job.spec.handler.clone()))
    }

    /// Of what is due, what is most urgent; of those what was due first.
    fn most_urgent(&self, now: Timestamp) -> Option<(Timestamp, JobId)> {
        let due = self.queue.iter().copied().take_while(|(due, _)| *due <= now);
        let urgency =
            |&(due, id): &(Timestamp, JobId)| self.jobs.get(&id).map(|job| self.ageing.urgency(job.priority, due, now));
        due.max_by_key(|entry| (urgency(entry), Reverse(*entry)))
    }

    fn conclude(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        match result {
            Ok(()) => self.occurrence_succeeded(run, now),
            Err(failure) => {
                let delay = self.seams.retry.delay_after(run.attempt);
                self.attempt_failed(run, failure, delay, now);
            }
        }
    }

    fn occurrence_succeeded(&mut self, run: &Run, now: Timestamp) {
        // A job that was cancelled meanwhile is not there any more.
        let Some(job) = self.jobs.get_mut(&run.job) else { return };
        let policy = &*self.seams.misfire;
        match plan::next(&job.spec.trigger, job.spec.misfire, policy, run.planned, now) {
            None => self.end(run.job, Status::Done),
            Some(planned) => {
                (job.planned, job.attempt) = (planned, 1);
                self.wait(run.job, planned);
            }
        }
    }

    fn attempt_failed(&mut self, run: &Run, failure: Failure, delay: Option<Duration>, now: Timestamp) {
        let Some(job) = self.jobs.get_mut(&run.job) else { return };
        match delay {
            Some(delay) => {
                job.attempt += 1;
                self.wait(run.job, now + delay);
            }
            None => {
                job.phase = Phase::Dead;
                let Run { job, key, planned, attempt: attempts, .. } = run.clone();
                self.letters.push(DeadLetter { job, key, planned, attempts, failure });
            }
        }
    }

    fn wait(&mut self, id: JobId, due: Timestamp) {
        if let Some(job) = self.jobs.get_mut(&id) {
            job.phase = Phase::Waiting { due };
        }
        if !self.closing {
            self.queue.insert((due, id));
        }
    }

    fn end(&mut self, id: JobId, status: Status) {
        if let Some(job) = self.jobs.remove(&id) {
            self.keys.remove(&job.spec.key);
        }
        self.history.add(id, status);
        // What is held up when the book is closed stays so.
        if self.closing {
            return;
        }
        for released in self.graph.over(id) {
            if let Some(Job { phase: Phase::Waiting { due }, .. }) = self.jobs.get(&released) {
                self.queue.insert((*due, released));
            }
        }
    }
}
