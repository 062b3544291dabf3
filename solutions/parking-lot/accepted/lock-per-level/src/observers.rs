//! Who is told what happens.

use std::sync::{Arc, Mutex};

use parking_lot_api::{LotEvent, LotObserver};

use crate::locked;

/// The observers so far, as a list that is replaced, never changed: whoever tells them takes the list and lets go of the lock.
#[derive(Default)]
pub(crate) struct Observers {
    list: Mutex<Arc<[Arc<dyn LotObserver>]>>,
}

impl Observers {
    pub(crate) fn add(&self, observer: Arc<dyn LotObserver>) {
        let mut list = locked(&self.list);
        *list = list.iter().cloned().chain([observer]).collect();
    }

    pub(crate) fn tell(&self, event: &LotEvent) {
        let list = locked(&self.list).clone();
        list.iter().for_each(|observer| observer.notify(event));
    }
}
