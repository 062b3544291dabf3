//! A parking lot with a shelf of free spots for each class, after both twists.

mod audience;
mod grid;
mod ledger;
mod lot;
mod pricing;
mod seams;
mod shelves;

use std::sync::Arc;

use parking_lot_api::twists::bikes::{BikeParkingLot, Bikes};
use parking_lot_api::twists::electric::{Electric, ElectricParkingLot};
use parking_lot_api::{Config, ParkingLot, Ports};

use crate::grid::Grid;
use crate::lot::Lot;
pub use crate::seams::Seams;
use crate::shelves::Shelves;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    let shelves = Shelves::new(&config, None);
    Arc::new(Lot::new(config, ports, seams, Grid::none(), shelves))
}

/// A lot with chargers.
pub fn build_with_electric(
    config: Config,
    ports: Ports,
    seams: Seams,
    electric: Electric,
) -> Arc<dyn ElectricParkingLot> {
    let (grid, shelves) = (Grid::new(&config, electric), Shelves::new(&config, None));
    Arc::new(Lot::new(config, ports, seams, grid, shelves))
}

/// A lot in which bikes share spots.
pub fn build_with_bikes(config: Config, ports: Ports, seams: Seams, bikes: Bikes) -> Arc<dyn BikeParkingLot> {
    let shelves = Shelves::new(&config, Some(bikes));
    Arc::new(Lot::new(config, ports, seams, Grid::none(), shelves))
}
