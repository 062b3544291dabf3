//! What goes in, and what comes out.

use crate::{Cents, Plate, SpotId, TicketId, Timestamp, VehicleClass};

/// A vehicle at the entrance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Vehicle {
    /// What it is called.
    pub plate: Plate,
    /// What kind it is. It decides where the vehicle fits and what it pays.
    pub class: VehicleClass,
}

impl Vehicle {
    /// A vehicle: `Vehicle::new("KA-01", "car")`.
    pub fn new(plate: impl Into<String>, class: impl Into<String>) -> Self {
        Vehicle { plate: Plate::new(plate), class: VehicleClass::new(class) }
    }
}

/// What a driver is given at the entrance. Good for one paid exit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// What to call [`exit`](crate::ParkingLot::exit) with.
    pub id: TicketId,
    /// Whose ticket it is.
    pub vehicle: Vehicle,
    /// Where to park.
    pub spot: SpotId,
    /// When the stay began.
    pub parked_at: Timestamp,
}

/// What a driver is given at the exit, once the fee is paid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    /// The ticket that was paid. It is void now.
    pub ticket: Ticket,
    /// When the stay ended.
    pub left_at: Timestamp,
    /// What was paid.
    pub fee: Cents,
}
