//! A parking lot whose visits have a type for each phase.

mod board;
mod book;
mod lot;
mod rates;
mod seams;
mod visit;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::open(&config, ports, seams))
}
