//! Who is told what happens.

use std::convert::Infallible;
use std::sync::Arc;

use parking_lot_api::{LotEvent, LotObserver};

use crate::current::Current;

/// The observers so far.
pub(crate) struct Listeners(Current<Vec<Arc<dyn LotObserver>>>);

impl Listeners {
    pub(crate) fn nobody() -> Self {
        Listeners(Current::new(Vec::new()))
    }

    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        let Ok(()) = self.0.update(|list| {
            list.push(observer.clone());
            Ok::<(), Infallible>(())
        });
    }

    pub(crate) fn tell(&self, event: LotEvent) {
        self.0.get().iter().for_each(|observer| observer.notify(&event));
    }
}
