//! A subscriber that remembers.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::locked;
use crate::{Delivery, Failure, Subscriber};

const PATIENCE: Duration = Duration::from_secs(5);

/// A subscriber that remembers what it was given. It succeeds, unless told to fail.
#[derive(Debug, Default)]
pub struct RecordingSubscriber {
    state: Mutex<State>,
    received: Condvar,
}

#[derive(Debug, Default)]
struct State {
    failures: VecDeque<String>,
    deliveries: Vec<Delivery>,
}

impl RecordingSubscriber {
    /// A subscriber that has received nothing yet.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingSubscriber::default())
    }

    /// Fails the next attempt with this reason. Called twice, it fails the next two.
    pub fn fail_next(&self, reason: &str) {
        locked(&self.state).failures.push_back(reason.to_owned());
    }

    /// Every attempt so far, in order.
    pub fn deliveries(&self) -> Vec<Delivery> {
        locked(&self.state).deliveries.clone()
    }

    /// Waits until there were this many attempts. Gives up after a few seconds. The messages so far, in order.
    pub fn wait_for(&self, count: usize) -> Vec<String> {
        let state = locked(&self.state);
        let enough = self.received.wait_timeout_while(state, PATIENCE, |state| state.deliveries.len() < count);
        let state = enough.unwrap_or_else(PoisonError::into_inner).0;
        state.deliveries.iter().map(|delivery| delivery.message.as_str().to_owned()).collect()
    }
}

impl Subscriber for RecordingSubscriber {
    fn receive(&self, delivery: &Delivery) -> Result<(), Failure> {
        let mut state = locked(&self.state);
        state.deliveries.push(delivery.clone());
        let failure = state.failures.pop_front();
        self.received.notify_all();
        failure.map_or(Ok(()), |reason| Err(Failure::new(reason)))
    }
}
