//! Who is told what happens.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, PoisonError, RwLock};

use parking_lot_api::{LotEvent, LotObserver};

/// The observers.
#[derive(Default)]
pub(crate) struct Listeners(RwLock<Vec<Arc<dyn LotObserver>>>);

impl Listeners {
    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(observer);
    }

    /// Tells every observer, also where one of them panics; the panic goes on once all have been told.
    pub(crate) fn tell(&self, event: &LotEvent) {
        let listeners = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut panic = None;
        for listener in listeners {
            panic = catch_unwind(AssertUnwindSafe(|| listener.notify(event))).err().or(panic);
        }
        if let Some(panic) = panic {
            resume_unwind(panic);
        }
    }
}
