//! A parking lot whose state is an immutable value that is replaced as a whole.

mod current;
mod listeners;
mod lot;
mod seams;
mod world;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::new(config, ports, seams))
}
