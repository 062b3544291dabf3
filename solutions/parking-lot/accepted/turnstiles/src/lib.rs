//! A parking lot with a turnstile for each ticket.

mod house;
mod listeners;
mod register;
mod seams;
mod shipped;
mod turnstile;

use std::sync::Arc;

use parking_lot_api::{Config, ParkingLot, Ports};

use crate::house::House;
pub use crate::seams::Seams;

/// The lot behind the barriers.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn ParkingLot> {
    Arc::new(House::new(config, ports, seams))
}
