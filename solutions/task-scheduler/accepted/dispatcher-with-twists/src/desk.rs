//! The dispatcher's desk: which jobs there are, and what is due when. One thread owns it, so nothing in here is shared.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::sync::Arc;

use task_scheduler_api::twists::dependencies::DependError;
use task_scheduler_api::{
    Cancelled, Claim, Config, DeadLetter, Failure, Handler, JobId, JobKey, JobSpec, LeaseError, LeaseId, RedriveError,
    Run, Shutdown, Status, SubmitError, Timestamp, Trigger, WorkerId,
};

use crate::attempt::Attempt;
use crate::calendar::next_time;
use crate::graph::Graph;
use crate::history::History;
use crate::seams::{Next, Seams};
use crate::urgency::Ageing;

/// The state of the scheduler.
pub(crate) struct Desk {
    jobs: BTreeMap<JobId, Job>,
    keys: HashMap<JobKey, JobId>,
    /// When to look at which job. A job that is not in that state any more makes its entry void.
    timers: BinaryHeap<Reverse<(Timestamp, JobId)>>,
    /// The holders of leases, also of those whose job was cancelled.
    leases: HashMap<LeaseId, Lease>,
    ageing: Ageing,
    graph: Graph,
    history: History,
    letters: Vec<DeadLetter>,
    running: usize,
    next_job: u64,
    next_lease: u64,
    closing: bool,
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
    Waiting(Timestamp),
    Running,
    Dead,
}

struct Lease {
    run: Run,
    until: Timestamp,
    acks_under_way: u32,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn new(config: &Config, seams: Seams, ageing: Ageing, graph: Graph) -> Self {
        Desk {
            jobs: BTreeMap::new(),
            keys: HashMap::new(),
            timers: BinaryHeap::new(),
            leases: HashMap::new(),
            ageing,
            graph,
            history: History::new(config.history),
            letters: Vec::new(),
            running: 0,
            next_job: 1,
            next_lease: 1,
            closing: false,
            seams,
        }
    }

    pub(crate) fn submit(&mut self, spec: JobSpec, priority: u32, now: Timestamp) -> Result<JobId, SubmitError> {
        if self.closing {
            return Err(SubmitError::ShutDown);
        }
        let planned = first(&spec.trigger, now)?;
        if self.keys.contains_key(&spec.key) {
            return Err(SubmitError::DuplicateKey(spec.key));
        }
        let id = JobId::new(self.next_job);
        self.next_job += 1;
        self.keys.insert(spec.key.clone(), id);
        self.jobs.insert(id, Job { spec, priority, begun: false, planned, attempt: 1, phase: Phase::Waiting(planned) });
        self.timers.push(Reverse((planned, id)));
        Ok(id)
    }

    pub(crate) fn cancel(&mut self, id: JobId) -> Cancelled {
        let answer = match self.jobs.get(&id).map(|job| job.phase) {
            Some(Phase::Waiting(_)) => Cancelled::BeforeRun,
            Some(Phase::Running) => Cancelled::DuringRun,
            Some(Phase::Dead) | None => return Cancelled::TooLate,
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
        }
        Ok(())
    }

    pub(crate) fn status(&self, id: JobId) -> Option<Status> {
        let Some(job) = self.jobs.get(&id) else { return self.history.get(id) };
        Some(match job.phase {
            Phase::Waiting(due) => Status::Waiting { due, attempt: job.attempt },
            Phase::Running => Status::Running { attempt: job.attempt },
            Phase::Dead => Status::Dead,
        })
    }

    pub(crate) fn dead_letters(&self) -> Vec<DeadLetter> {
        self.letters.clone()
    }

    /// What is due first, for a worker in this process.
    pub(crate) fn take(&mut self, worker: WorkerId, now: Timestamp) -> Option<Attempt> {
        let (run, handler) = self.begin(worker, now)?;
        self.running += 1;
        Some(Attempt { run, handler })
    }

    pub(crate) fn settle(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        self.running -= 1;
        self.conclude(run, result, now);
    }

    /// What is due first, for a worker elsewhere.
    pub(crate) fn claim(&mut self, worker: WorkerId, now: Timestamp, until: Timestamp) -> Option<Claim> {
        let (run, _) = self.begin(worker, now)?;
        let lease = LeaseId::new(self.next_lease);
        self.next_lease += 1;
        self.leases.insert(lease, Lease { run: run.clone(), until, acks_under_way: 0 });
        Some(Claim { lease, until, run })
    }

    pub(crate) fn prolong(&mut self, id: LeaseId, until: Timestamp) -> Result<Timestamp, LeaseError> {
        self.lease(id)?.until = until;
        Ok(until)
    }

    /// An ack goes to the store: the lease does not run out meanwhile.
    pub(crate) fn begin_ack(&mut self, id: LeaseId) -> Result<Run, LeaseError> {
        let lease = self.lease(id)?;
        lease.acks_under_way += 1;
        Ok(lease.run.clone())
    }

    pub(crate) fn abandon_ack(&mut self, id: LeaseId) -> Result<(), LeaseError> {
        self.lease(id)?.acks_under_way -= 1;
        Ok(())
    }

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

    /// Ends the leases that have run out, oldest first.
    pub(crate) fn expire_leases(&mut self, now: Timestamp) {
        let over = |lease: &Lease| lease.acks_under_way == 0 && lease.until <= now;
        let mut expired: Vec<_> = self.leases.extract_if(|_, lease| over(lease)).map(|(_, lease)| lease).collect();
        expired.sort_by_key(|lease| (lease.until, lease.run.job));
        for Lease { run, until, .. } in expired {
            match self.seams.retry.after_failure(run.attempt) {
                Next::RetryAfter(_) => self.retry(&run, until),
                Next::GiveUp => self.bury(&run, Failure::new("lease expired")),
            }
        }
    }

    pub(crate) fn redrive(&mut self, id: JobId, now: Timestamp) -> Result<(), RedriveError> {
        let job = self.jobs.get_mut(&id).filter(|job| job.phase == Phase::Dead).ok_or(RedriveError::NotDead(id))?;
        job.attempt = 1;
        self.letters.retain(|letter| letter.job != id);
        self.wait(id, now);
        Ok(())
    }

    /// Nothing is begun any more but, for a drain, what is due now.
    pub(crate) fn close(&mut self, how: Shutdown, now: Timestamp) {
        if !self.closing {
            self.closing = true;
            self.leases.clear();
            self.timers.retain(|Reverse((due, _))| how == Shutdown::Drain && *due <= now);
        }
    }

    /// Whether nothing will be begun any more.
    pub(crate) fn is_finished(&mut self) -> bool {
        self.drop_void_timers();
        self.closing && self.timers.is_empty()
    }

    /// Whether nothing will be begun any more, and nothing runs.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.is_finished() && self.running == 0
    }

    /// The jobs that are neither over nor dead.
    pub(crate) fn left(&self) -> Vec<JobId> {
        self.jobs.iter().filter(|(_, job)| job.phase != Phase::Dead).map(|(&id, _)| id).collect()
    }

    /// The earliest instant at which a job is due or a lease runs out.
    pub(crate) fn next_timer(&mut self) -> Option<Timestamp> {
        self.drop_void_timers();
        let due = self.timers.peek().map(|Reverse((due, _))| *due);
        let leases = self.leases.values().filter(|lease| lease.acks_under_way == 0).map(|lease| lease.until);
        leases.chain(due).min()
    }

    fn lease(&mut self, id: LeaseId) -> Result<&mut Lease, LeaseError> {
        self.leases.get_mut(&id).ok_or(LeaseError::Stale(id))
    }

    fn drop_void_timers(&mut self) {
        while let Some(&Reverse((due, id))) = self.timers.peek() {
            if self.waits(due, id) {
                return;
            }
            self.timers.pop();
        }
    }

    fn begin(&mut self, worker: WorkerId, now: Timestamp) -> Option<(Run, Arc<dyn Handler>)> {
        let id = self.most_urgent(now)?;
        let job = self.jobs.get_mut(&id)?;
        job.phase = Phase::Running;
        job.begun = true;
        let run = Run { job: id, key: job.spec.key.clone(), planned: job.planned, attempt: job.attempt, worker };
        Some((run, job.spec.handler.clone()))
    }

    /// Whether a job waits for this instant, and is not held up.
    fn waits(&self, due: Timestamp, id: JobId) -> bool {
        let waits = self.jobs.get(&id).is_some_and(|job| job.phase == Phase::Waiting(due));
        waits && !self.graph.is_held_up(id)
    }

    /// Of what is due, what is most urgent; of those what was due first. Its timer is void once the job has begun.
    fn most_urgent(&self, now: Timestamp) -> Option<JobId> {
        let due =
            self.timers.iter().map(|Reverse(timer)| *timer).filter(|&(due, id)| due <= now && self.waits(due, id));
        let urgency = |due, id| self.jobs.get(&id).map(|job| self.ageing.urgency(job.priority, due, now));
        due.max_by_key(|&(due, id)| (urgency(due, id), Reverse((due, id)))).map(|(_, id)| id)
    }

    fn conclude(&mut self, run: &Run, result: Result<(), Failure>, now: Timestamp) {
        let Err(failure) = result else { return self.go_on(run, now) };
        match self.seams.retry.after_failure(run.attempt) {
            Next::RetryAfter(delay) => self.retry(run, now + delay),
            Next::GiveUp => self.bury(run, failure),
        }
    }

    /// Plans the occurrence after one that has succeeded.
    fn go_on(&mut self, run: &Run, now: Timestamp) {
        let Some(job) = self.jobs.get_mut(&run.job) else { return };
        let Some(planned) = next(&job.spec, &self.seams, run.planned, now) else {
            return self.end(run.job, Status::Done);
        };
        (job.planned, job.attempt) = (planned, 1);
        self.wait(run.job, planned);
    }

    fn retry(&mut self, run: &Run, due: Timestamp) {
        if let Some(job) = self.jobs.get_mut(&run.job) {
            job.attempt = run.attempt + 1;
            self.wait(run.job, due);
        }
    }

    fn bury(&mut self, run: &Run, failure: Failure) {
        if let Some(job) = self.jobs.get_mut(&run.job) {
            job.phase = Phase::Dead;
            let Run { job, key, planned, attempt: attempts, .. } = run.clone();
            self.letters.push(DeadLetter { job, key, planned, attempts, failure });
        }
    }

    fn wait(&mut self, id: JobId, due: Timestamp) {
        if let Some(job) = self.jobs.get_mut(&id) {
            job.phase = Phase::Waiting(due);
        }
        if !self.closing {
            self.timers.push(Reverse((due, id)));
        }
    }

    fn end(&mut self, id: JobId, status: Status) {
        if let Some(job) = self.jobs.remove(&id) {
            self.keys.remove(&job.spec.key);
        }
        self.history.add(id, status);
        // What is held up when everything is closed stays so.
        if self.closing {
            return;
        }
        for released in self.graph.over(id) {
            if let Some(Job { phase: Phase::Waiting(due), .. }) = self.jobs.get(&released) {
                self.timers.push(Reverse((*due, released)));
            }
        }
    }
}

fn first(trigger: &Trigger, now: Timestamp) -> Result<Timestamp, SubmitError> {
    match trigger {
        Trigger::Once(at) => Ok(*at),
        Trigger::FixedRate { first, every } if !every.is_zero() => Ok(*first),
        Trigger::FixedDelay { first, delay } if !delay.is_zero() => Ok(*first),
        Trigger::FixedRate { .. } | Trigger::FixedDelay { .. } => Err(SubmitError::ZeroInterval),
        Trigger::Cron(cron) => next_time(cron, now).ok_or(SubmitError::NeverDue),
    }
}

/// The occurrence after the planned one, which has succeeded now.
fn next(spec: &JobSpec, seams: &Seams, planned: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let after = |instant: Timestamp| match &spec.trigger {
        Trigger::Once(_) => None,
        Trigger::FixedDelay { delay, .. } => Some(now + *delay),
        Trigger::FixedRate { every, .. } => Some(instant + *every),
        Trigger::Cron(cron) => next_time(cron, instant),
    };
    let oldest = after(planned).filter(|&next| next < now).map(|oldest| {
        let mut latest = oldest;
        while let Some(later) = after(latest).filter(|&later| later < now) {
            latest = later;
        }
        (oldest, latest)
    });
    match oldest {
        None => after(planned),
        Some((oldest, latest)) => seams.misfire.run_late(spec.misfire, oldest, latest).or_else(|| after(latest)),
    }
}
