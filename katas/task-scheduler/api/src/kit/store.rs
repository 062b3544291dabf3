//! An effect store that remembers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use super::locked;
use crate::{Effect, EffectKey, EffectStore, StoreError};

/// An effect store that remembers what it has applied. It answers, unless told to fail.
#[derive(Debug, Default)]
pub struct RecordingStore {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: VecDeque<String>,
    applied: BTreeMap<EffectKey, Effect>,
}

impl RecordingStore {
    /// An empty store.
    pub fn new() -> Arc<Self> {
        Arc::new(RecordingStore::default())
    }

    /// Fails the next call with this reason, without applying anything. Called twice, it fails the next two.
    pub fn fail_next(&self, reason: &str) {
        locked(&self.state).failures.push_back(reason.to_owned());
    }

    /// What has been applied so far, once for each key.
    pub fn applied(&self) -> BTreeMap<EffectKey, Effect> {
        locked(&self.state).applied.clone()
    }
}

impl EffectStore for RecordingStore {
    fn apply_once(&self, key: &EffectKey, effect: &Effect) -> Result<(), StoreError> {
        let mut state = locked(&self.state);
        if let Some(reason) = state.failures.pop_front() {
            return Err(StoreError::new(reason));
        }
        state.applied.entry(key.clone()).or_insert_with(|| effect.clone());
        Ok(())
    }
}
