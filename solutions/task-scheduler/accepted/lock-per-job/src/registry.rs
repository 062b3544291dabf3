//! Which job has which id and which key, and which jobs that are over are still remembered.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use task_scheduler_api::{JobId, JobKey, LeaseId, SubmitError};

use crate::job::{Job, Phase};
use crate::locked;

/// Which jobs there are. Its locks are taken after that of a job, if one is held, and in the order of the fields.
#[derive(Default)]
pub(crate) struct Registry {
    keys: Mutex<Keys>,
    over: Mutex<VecDeque<JobId>>,
    jobs: RwLock<BTreeMap<JobId, Arc<Job>>>,
    leases: Mutex<Leases>,
    history: usize,
}

#[derive(Default)]
struct Keys {
    taken: HashMap<JobKey, JobId>,
    last: u64,
}

#[derive(Default)]
struct Leases {
    holders: BTreeMap<LeaseId, Arc<Job>>,
    last: u64,
}

impl Registry {
    /// Remembers so many jobs that are over.
    pub(crate) fn new(history: usize) -> Self {
        Registry { history, ..Registry::default() }
    }

    /// Gives the job that `make` makes an id, and keeps it if `admit` says so; all that before anybody else can use its key.
    pub(crate) fn add(
        &self,
        key: &JobKey,
        make: impl FnOnce(JobId) -> Job,
        admit: impl FnOnce(&Job) -> Result<(), SubmitError>,
    ) -> Result<JobId, SubmitError> {
        let mut keys = locked(&self.keys);
        if keys.taken.contains_key(key) {
            return Err(SubmitError::DuplicateKey(key.clone()));
        }
        keys.last += 1;
        let id = JobId::new(keys.last);
        let job = Arc::new(make(id));
        self.jobs.write().unwrap_or_else(PoisonError::into_inner).insert(id, job.clone());
        if let Err(refused) = admit(&job) {
            self.forget(id);
            return Err(refused);
        }
        keys.taken.insert(key.clone(), id);
        Ok(id)
    }

    /// The job with this id.
    pub(crate) fn get(&self, id: JobId) -> Option<Arc<Job>> {
        self.jobs.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// A job is over: its key is free, and sooner or later it is forgotten.
    pub(crate) fn end(&self, job: &Job) {
        let mut keys = locked(&self.keys);
        // The key may be another job's by now, if this one was cancelled during a run.
        if keys.taken.get(&job.spec.key) == Some(&job.id) {
            keys.taken.remove(&job.spec.key);
        }
        let mut over = locked(&self.over);
        over.push_back(job.id);
        while over.len() > self.history {
            over.pop_front().into_iter().for_each(|id| self.forget(id));
        }
    }

    /// The jobs that are neither over nor dead.
    pub(crate) fn left(&self) -> Vec<JobId> {
        // While a submission holds the keys, its job may be among the others and yet be refused.
        let keys = locked(&self.keys);
        let jobs: Vec<_> = self.jobs.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
        drop(keys);
        let is_left = |job: &Arc<Job>| {
            let state = job.state();
            !state.cancelled && !matches!(state.phase, Phase::Dead | Phase::Over)
        };
        jobs.into_iter().filter(is_left).map(|job| job.id).collect()
    }

    /// A new lease on the job.
    pub(crate) fn add_lease(&self, job: &Arc<Job>) -> LeaseId {
        let mut leases = locked(&self.leases);
        leases.last += 1;
        let id = LeaseId::new(leases.last);
        leases.holders.insert(id, job.clone());
        id
    }

    /// The job under this lease.
    pub(crate) fn leased(&self, id: LeaseId) -> Option<Arc<Job>> {
        locked(&self.leases).holders.get(&id).cloned()
    }

    /// All jobs under a lease, earliest lease first.
    pub(crate) fn all_leased(&self) -> Vec<Arc<Job>> {
        locked(&self.leases).holders.values().cloned().collect()
    }

    /// A lease is over.
    pub(crate) fn end_lease(&self, id: LeaseId) {
        locked(&self.leases).holders.remove(&id);
    }

    fn forget(&self, id: JobId) {
        self.jobs.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}
