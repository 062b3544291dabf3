//! Who is told what happens.

use std::sync::{Arc, Mutex, PoisonError};

use parking_lot_api::{LotEvent, LotObserver};

/// The observers. The list is replaced, never changed, so telling them takes no lock for longer than a look.
#[derive(Default)]
pub(crate) struct Board {
    observers: Mutex<Arc<[Arc<dyn LotObserver>]>>,
}

impl Board {
    /// Adds one.
    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        let mut observers = self.observers.lock().unwrap_or_else(PoisonError::into_inner);
        *observers = observers.iter().cloned().chain([observer]).collect();
    }

    /// Tells all.
    pub(crate) fn post(&self, event: &LotEvent) {
        let observers = self.observers.lock().unwrap_or_else(PoisonError::into_inner).clone();
        observers.iter().for_each(|observer| observer.notify(event));
    }
}
