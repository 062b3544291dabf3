//! Which plates are inside.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use parking_lot_api::Plate;

/// The plates inside, and those on their way in.
#[derive(Default)]
pub(crate) struct Plates(Mutex<HashSet<Plate>>);

impl Plates {
    /// Lets the plate in, unless it is inside. It is let out again where the admission is dropped without being final.
    pub(crate) fn admit<'a>(&'a self, plate: &'a Plate) -> Option<Admission<'a>> {
        self.locked().insert(plate.clone()).then_some(Admission { plates: self, plate, is_final: false })
    }

    pub(crate) fn let_out(&self, plate: &Plate) {
        self.locked().remove(plate);
    }

    fn locked(&self) -> MutexGuard<'_, HashSet<Plate>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A plate on its way in.
pub(crate) struct Admission<'a> {
    plates: &'a Plates,
    plate: &'a Plate,
    is_final: bool,
}

impl Admission<'_> {
    pub(crate) fn is_final(mut self) {
        self.is_final = true;
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        if !self.is_final {
            self.plates.let_out(self.plate);
        }
    }
}
