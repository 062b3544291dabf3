//! A parking lot that is run by a thread of its own.

mod attendant;
mod crier;
mod lot;
mod register;
mod seams;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::open(config, ports, seams))
}
