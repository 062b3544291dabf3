//! The lot: ledger and shelves put together.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot_api::twists::bikes::BikeParkingLot;
use parking_lot_api::twists::electric::{ElectricParkingLot, PlugError};
use parking_lot_api::{
    Availability, Cents, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::audience::Audience;
use crate::grid::Grid;
use crate::ledger::Ledger;
use crate::seams::Seams;
use crate::shelves::Shelves;

pub(crate) struct Lot {
    ledger: Ledger,
    shelves: Shelves,
    grid: Grid,
    audience: Audience,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    /// Grid and shelves are what lots differ in.
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams, grid: Grid, shelves: Shelves) -> Self {
        Lot {
            ledger: Ledger::default(),
            classes: config.tariffs.into_keys().collect(),
            shelves,
            grid,
            audience: Audience::default(),
            ports,
            seams,
        }
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let now = self.ports.clock.now();
        let take_spot = |vehicle: &Vehicle| self.shelves.take(vehicle, &*self.seams.allocation);
        let ticket = self.ledger.admit(vehicle, now, take_spot)?;
        self.audience.hear(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let payment = self.ledger.begin_payment(id)?;
        let left_at = self.ports.clock.now();
        let stay = (self.seams.pricing)(&payment.ticket.vehicle.class, left_at.since(payment.ticket.parked_at));
        let fee = Cents::new(stay.get() + self.grid.price(id, left_at));
        if let Err(declined) = self.ports.gateway.charge(id, fee) {
            self.audience.hear(&LotEvent::PaymentDeclined { ticket: id, amount: fee });
            return Err(declined.into());
        }
        self.grid.disconnect(id);
        self.shelves.put_back(payment.ticket.spot);
        let receipt = Receipt { ticket: payment.complete(), left_at, fee };
        self.audience.hear(&LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.shelves.availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.audience.join(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.shelves.set_in_service(spot, in_service)
    }
}

impl ElectricParkingLot for Lot {
    fn plug_in(&self, ticket: TicketId) -> Result<(), PlugError> {
        let now = self.ports.clock.now();
        self.ledger.at_rest(ticket, |ticket| self.grid.connect(ticket, now))
    }
}

impl BikeParkingLot for Lot {
    fn room_for(&self, class: &VehicleClass) -> u32 {
        self.shelves.room_for(class)
    }
}
