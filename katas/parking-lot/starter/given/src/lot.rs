//! The lot: who stands where.

use std::sync::Arc;

use parking_lot_api::{
    Availability, Config, ExitError, LotObserver, ParkError, ParkingLot, Ports, Receipt, Ticket, TicketId, Vehicle,
};

use crate::seams::Seams;

/// The lot. Add the state that it needs; many threads call it at once.
#[allow(dead_code, reason = "drop this line once your methods use the fields")]
pub struct Lot {
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    /// An empty lot.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        Lot { config, ports, seams }
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        todo!("park {vehicle:?} on the spot that `self.seams.allocation` chooses")
    }

    fn exit(&self, ticket: TicketId) -> Result<Receipt, ExitError> {
        todo!("charge {ticket} what `self.seams.pricing` says, then free its spot")
    }

    fn availability(&self) -> Availability {
        todo!("count what is free and what is occupied, by spot class")
    }

    fn observe(&self, _observer: Arc<dyn LotObserver>) {
        todo!("keep the observer, and tell it what happens from now on")
    }
}
