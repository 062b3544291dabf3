//! Who is told what happens.

use std::sync::{Arc, Mutex, PoisonError};

use parking_lot_api::{LotEvent, LotObserver};

/// The observers so far.
#[derive(Default)]
pub(crate) struct Audience(Mutex<Vec<Arc<dyn LotObserver>>>);

impl Audience {
    pub(crate) fn join(&self, observer: Arc<dyn LotObserver>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(observer);
    }

    /// Tells all of them. The lock is let go first: an observer may call the lot, and the lot may call this again.
    pub(crate) fn hear(&self, event: &LotEvent) {
        let audience = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        audience.iter().for_each(|observer| observer.notify(event));
    }
}
