//! Twist: several bikes share one spot.
//!
//! You write a type that implements [`BikeParkingLot`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_bikes(config: Config, ports: Ports, seams: Seams, bikes: Bikes) -> Arc<dyn BikeParkingLot>
//! ```
//!
//! `build` stays as it is: in the lots that were sold before, every vehicle has a spot of its own.

use crate::{ParkingLot, VehicleClass};

/// Who shares spots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bikes {
    /// Vehicles of this class share spots, with each other only. They fit on the spots that
    /// [`Config::fits`](crate::Config::fits) lists for them, as before.
    pub class: VehicleClass,
    /// How many of them share one spot: 1 or more.
    pub per_spot: u32,
}

/// A lot in which bikes share spots. All that [`ParkingLot`] promises goes for it as well, but for this:
///
/// * **Where.** A bike is given a spot on which bikes stand already and there is room for one more; among those the one on the
///   lowest level, and there the one with the lowest number. Only where there is no such spot is it given a free one, by
///   the same order. A vehicle of any other class is given free spots only.
/// * **Availability.** A spot is occupied while at least one bike stands on it, and free when the last one has left.
/// * **Service.** A spot on which a bike stands cannot go out of service.
///
/// Each bike has a ticket of its own, pays for itself, and leaves when it likes.
pub trait BikeParkingLot: ParkingLot {
    /// How many more vehicles of this class the lot has room for, if nobody else came and nobody left: for bikes the room that is
    /// left on shared spots, and all of each free spot that they fit on. A class that fits nowhere, or that the lot does not
    /// know, has room for none.
    ///
    /// Exact when no other call is in flight.
    fn room_for(&self, class: &VehicleClass) -> u32;
}
