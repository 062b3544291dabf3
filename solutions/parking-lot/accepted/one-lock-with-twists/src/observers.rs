//! Who is told what happens.

use std::sync::{Arc, PoisonError, RwLock};

use parking_lot_api::{LotEvent, LotObserver};

/// The observers so far. No lock is held while one is told something, so it may call the lot.
#[derive(Default)]
pub(crate) struct Observers {
    list: RwLock<Vec<Arc<dyn LotObserver>>>,
}

impl Observers {
    /// Adds one.
    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        self.list.write().unwrap_or_else(PoisonError::into_inner).push(observer);
    }

    /// Tells all.
    pub(crate) fn notify(&self, event: &LotEvent) {
        let observers = self.list.read().unwrap_or_else(PoisonError::into_inner).clone();
        for observer in observers {
            observer.notify(event);
        }
    }
}
