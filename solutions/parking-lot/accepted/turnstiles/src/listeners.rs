//! Who is told what happens.

use std::sync::{Arc, Mutex, PoisonError};

use parking_lot_api::{LotEvent, LotObserver};

/// The observers so far.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<Vec<Arc<dyn LotObserver>>>);

impl Listeners {
    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(observer);
    }

    /// Tells all of them, without the lock: one of them may call the lot.
    pub(crate) fn tell(&self, event: &LotEvent) {
        let listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        listeners.iter().for_each(|listener| listener.notify(event));
    }
}
