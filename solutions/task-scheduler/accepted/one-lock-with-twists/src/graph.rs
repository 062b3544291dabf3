//! Who waits for whom. It knows ids and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use task_scheduler_api::JobId;
use task_scheduler_api::twists::dependencies::DependError;

/// Which jobs wait for which others that are not over. It never has a circle.
#[derive(Default)]
pub(crate) struct Graph {
    waits_for: BTreeMap<JobId, BTreeSet<JobId>>,
    limit: usize,
}

impl Graph {
    /// Nobody waits yet, and no job may wait for more than so many.
    pub(crate) fn new(limit: usize) -> Self {
        Graph { waits_for: BTreeMap::new(), limit }
    }

    /// Whether a job waits for any other.
    pub(crate) fn is_held_up(&self, job: JobId) -> bool {
        self.waits_for.contains_key(&job)
    }

    /// Lets one job wait for another that is not over.
    pub(crate) fn link(&mut self, job: JobId, on: JobId) -> Result<(), DependError> {
        if self.leads_to(on, job) {
            return Err(DependError::Cycle);
        }
        let already = self.waits_for.get(&job);
        if already.is_some_and(|others| others.contains(&on)) {
            return Ok(());
        }
        if already.map_or(0, BTreeSet::len) >= self.limit {
            return Err(DependError::Limit);
        }
        self.waits_for.entry(job).or_default().insert(on);
        Ok(())
    }

    /// A job is over. Returns those that wait for nobody any more.
    pub(crate) fn over(&mut self, job: JobId) -> Vec<JobId> {
        self.waits_for.remove(&job);
        let mut released = Vec::new();
        self.waits_for.retain(|&id, others| {
            let last = others.remove(&job) && others.is_empty();
            released.extend(last.then_some(id));
            !last
        });
        released
    }

    /// Whether `from` is `to`, or waits for it.
    fn leads_to(&self, from: JobId, to: JobId) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(job) = open.pop() {
            if job == to {
                return true;
            }
            if seen.insert(job) {
                open.extend(self.waits_for.get(&job).into_iter().flatten());
            }
        }
        false
    }
}
