//! How urgent a job is: priorities and instants in, a number out.

use std::time::Duration;

use task_scheduler_api::Timestamp;

/// How waiting makes a job more urgent. None: it does not.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ageing(Option<Duration>);

impl Ageing {
    /// One step up for each full such time.
    pub(crate) fn new(step: Duration) -> Self {
        Ageing(Some(step))
    }

    /// How urgent a job is now.
    pub(crate) fn urgency(self, priority: u32, due: Timestamp, now: Timestamp) -> u128 {
        let waited = now.since(due).as_nanos();
        let steps = self.0.map_or(0, |step| waited / step.as_nanos().max(1));
        u128::from(priority) + steps
    }
}
