//! A parking lot with a lock for each level and a lock for each ticket.

mod garage;
mod level;
mod lot;
mod observers;
mod seams;
mod stays;
mod tariff;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::new(&config, ports, seams))
}

/// Takes a lock whose holder may have panicked. Nothing here is changed in two steps with foreign code in between, so what
/// a poisoned lock guards is sound.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
