//! Which plates are inside.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use parking_lot_api::Plate;

/// The plates inside, and those on their way in.
#[derive(Default)]
pub(crate) struct Plates(Mutex<HashSet<Plate>>);

impl Plates {
    /// Lets the plate in, unless it is inside. It is let out again where the admission is dropped before it is kept.
    pub(crate) fn admit<'a>(&'a self, plate: &'a Plate) -> Option<Admission<'a>> {
        let is_new = self.locked().insert(plate.clone());
        is_new.then(|| Admission { plates: self, plate, kept: false })
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
    kept: bool,
}

impl Admission<'_> {
    pub(crate) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        if !self.kept {
            self.plates.let_out(self.plate);
        }
    }
}
