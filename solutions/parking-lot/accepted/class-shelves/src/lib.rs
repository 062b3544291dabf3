//! A parking lot with a shelf of free spots for each class.

mod audience;
mod ledger;
mod lot;
mod pricing;
mod seams;
mod shelves;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::lot::Lot;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(Lot::new(config, ports, seams))
}
