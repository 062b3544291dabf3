//! The jobs that are over, as far as they are remembered.

use std::collections::{HashMap, VecDeque};

use task_scheduler_api::{JobId, Status};

/// Remembers how the last jobs ended.
pub(crate) struct History {
    limit: usize,
    order: VecDeque<JobId>,
    statuses: HashMap<JobId, Status>,
}

impl History {
    /// Remembers as many jobs.
    pub(crate) fn new(limit: usize) -> Self {
        History { limit, order: VecDeque::new(), statuses: HashMap::new() }
    }

    /// A job is over.
    pub(crate) fn add(&mut self, job: JobId, status: Status) {
        self.order.push_back(job);
        self.statuses.insert(job, status);
        while self.order.len() > self.limit {
            self.order.pop_front().map(|forgotten| self.statuses.remove(&forgotten));
        }
    }

    /// How the job ended, if it is remembered.
    pub(crate) fn get(&self, job: JobId) -> Option<Status> {
        self.statuses.get(&job).copied()
    }
}
