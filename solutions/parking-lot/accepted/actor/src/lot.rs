//! The lot as its callers see it: a mailbox, and the payments.

use std::collections::BTreeSet;
use std::sync::Arc;

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::attendant::{Mailbox, Request, hire};
use crate::seams::{Pricing, Seams};

pub(crate) struct Lot {
    attendant: Mailbox,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    pricing: Box<dyn Pricing>,
}

impl Lot {
    pub(crate) fn open(config: Config, ports: Ports, seams: Seams) -> Self {
        let attendant = hire(&config, &ports, seams.allocation);
        Lot { attendant, classes: config.tariffs.into_keys().collect(), ports, pricing: seams.pricing }
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        self.attendant.ask(|reply| Request::Park(vehicle, reply))
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let ticket = self.attendant.ask(|reply| Request::BeginPayment(id, reply))?;
        let mut payment = Payment { attendant: &self.attendant, ticket: id, outcome: Outcome::Open };
        let left_at = self.ports.clock.now();
        let fee = self.pricing.fee(&ticket.vehicle, left_at.since(ticket.parked_at));
        match self.ports.gateway.charge(id, fee) {
            Ok(()) => {
                let receipt = Receipt { ticket, left_at, fee };
                payment.outcome = Outcome::Paid(receipt.clone());
                Ok(receipt)
            }
            Err(declined) => {
                payment.outcome = Outcome::Declined(LotEvent::PaymentDeclined { ticket: id, amount: fee });
                Err(declined.into())
            }
        }
    }

    fn availability(&self) -> Availability {
        self.attendant.ask(Request::Availability)
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.attendant.ask(|reply| Request::Observe(observer, reply));
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.attendant.ask(|reply| Request::SetInService(spot, in_service, reply))
    }
}

/// A payment under way. When it is dropped, by a panic of the gateway too, the attendant is told how it went.
struct Payment<'lot> {
    attendant: &'lot Mailbox,
    ticket: TicketId,
    outcome: Outcome,
}

enum Outcome {
    Open,
    Paid(Receipt),
    Declined(LotEvent),
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        match std::mem::replace(&mut self.outcome, Outcome::Open) {
            Outcome::Paid(receipt) => self.attendant.ask(|reply| Request::Paid(receipt, reply)),
            Outcome::Declined(event) => self.attendant.ask(|reply| Request::NotPaid(self.ticket, Some(event), reply)),
            Outcome::Open => self.attendant.ask(|reply| Request::NotPaid(self.ticket, None, reply)),
        }
    }
}
