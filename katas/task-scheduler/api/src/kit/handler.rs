//! A handler that remembers.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::locked;
use crate::{Effect, Failure, Handler, Run};

const PATIENCE: Duration = Duration::from_secs(5);

/// A handler that remembers its runs. It succeeds, unless told to fail; its effect is the key of the job.
#[derive(Debug, Default)]
pub struct RecordingHandler {
    state: Mutex<State>,
    ran: Condvar,
}

#[derive(Debug, Default)]
struct State {
    failures: VecDeque<String>,
    runs: Vec<Run>,
}

impl RecordingHandler {
    /// A handler that has not run yet.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingHandler::default())
    }

    /// Fails the next run with this reason. Called twice, it fails the next two.
    pub fn fail_next(&self, reason: &str) {
        locked(&self.state).failures.push_back(reason.to_owned());
    }

    /// Every run so far, in order.
    pub fn runs(&self) -> Vec<Run> {
        locked(&self.state).runs.clone()
    }

    /// Waits until there are this many runs. Gives up after a few seconds. The runs so far, in order.
    pub fn wait_for(&self, count: usize) -> Vec<Run> {
        let state = locked(&self.state);
        let enough = self.ran.wait_timeout_while(state, PATIENCE, |state| state.runs.len() < count);
        enough.unwrap_or_else(PoisonError::into_inner).0.runs.clone()
    }
}

impl Handler for RecordingHandler {
    fn run(&self, run: &Run) -> Result<Effect, Failure> {
        let mut state = locked(&self.state);
        state.runs.push(run.clone());
        let failure = state.failures.pop_front();
        self.ran.notify_all();
        failure.map_or_else(|| Ok(Effect::new(run.key.as_str())), |reason| Err(Failure::new(reason)))
    }
}
