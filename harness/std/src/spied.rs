//! A policy that changes is kept behind a lock: a spy fits there too.

use ::std::sync::PoisonError;

use kata_spy::woven::{Probe, Spiable};

use crate::sync::{Mutex, RwLock};

impl<T: Spiable> Spiable for Mutex<T> {
    fn with_spy(self, probe: Probe) -> Self {
        Mutex::new(self.into_inner().unwrap_or_else(PoisonError::into_inner).with_spy(probe))
    }
}

impl<T: Spiable> Spiable for RwLock<T> {
    fn with_spy(self, probe: Probe) -> Self {
        RwLock::new(self.into_inner().unwrap_or_else(PoisonError::into_inner).with_spy(probe))
    }
}
