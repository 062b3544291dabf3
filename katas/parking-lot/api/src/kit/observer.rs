//! An observer that remembers.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::locked;
use crate::{LotEvent, LotObserver};

const PATIENCE: Duration = Duration::from_secs(5);

/// An observer that remembers each event.
#[derive(Debug, Default)]
pub struct RecordingObserver {
    events: Mutex<Vec<LotEvent>>,
    told: Condvar,
}

impl RecordingObserver {
    /// An observer that has been told nothing yet.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingObserver::default())
    }

    /// Every event so far, in order.
    pub fn events(&self) -> Vec<LotEvent> {
        locked(&self.events).clone()
    }

    /// Waits until there are this many events, for lots that tell their observers from a thread of their own. Gives up after
    /// a few seconds. The events so far, in order.
    pub fn wait_for(&self, count: usize) -> Vec<LotEvent> {
        let events = locked(&self.events);
        let enough = self.told.wait_timeout_while(events, PATIENCE, |events| events.len() < count);
        enough.unwrap_or_else(PoisonError::into_inner).0.clone()
    }
}

impl LotObserver for RecordingObserver {
    fn notify(&self, event: &LotEvent) {
        locked(&self.events).push(event.clone());
        self.told.notify_all();
    }
}
