//! An observer that remembers.

use std::sync::{Arc, Mutex};

use super::locked;
use crate::{LotEvent, LotObserver};

/// An observer that remembers each event.
#[derive(Debug, Default)]
pub struct RecordingObserver {
    events: Mutex<Vec<LotEvent>>,
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
}

impl LotObserver for RecordingObserver {
    fn notify(&self, event: &LotEvent) {
        locked(&self.events).push(event.clone());
    }
}
