//! A parking lot whose whole state is one book behind one lock, after both twists.

mod book;
mod line;
mod lot;
mod observers;
mod seams;
mod sharing;

use std::sync::Arc;

use parking_lot_api::twists::bikes::{BikeParkingLot, Bikes};
use parking_lot_api::twists::electric::{Electric, ElectricParkingLot};
use parking_lot_api::{Config, ParkingLot, Ports};

use crate::book::Book;
use crate::line::Line;
use crate::lot::Lot;
pub use crate::seams::Seams;
use crate::sharing::Sharing;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    let book = Book::new(&config, Sharing::default(), Line::default());
    Arc::new(Lot::new(book, config, ports, seams))
}

/// A lot with chargers.
pub fn build_with_electric(
    config: Config,
    ports: Ports,
    seams: Seams,
    electric: Electric,
) -> Arc<dyn ElectricParkingLot> {
    let book = Book::new(&config, Sharing::default(), Line::new(&config, &electric));
    Arc::new(Lot::new(book, config, ports, seams).charging_at(electric.per_started_hour))
}

/// A lot in which bikes share spots.
pub fn build_with_bikes(config: Config, ports: Ports, seams: Seams, bikes: Bikes) -> Arc<dyn BikeParkingLot> {
    let book = Book::new(&config, Sharing::new(bikes), Line::default());
    Arc::new(Lot::new(book, config, ports, seams))
}
