//! A parking lot whose spots are claimed one by one, without a lock.

mod listeners;
mod lot;
mod plates;
mod pricing;
mod seams;
mod spots;
mod stay;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::new(&config, ports, seams))
}
