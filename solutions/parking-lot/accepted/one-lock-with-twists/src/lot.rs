//! The lot: the book behind its lock, and the ports that are called without it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parking_lot_api::twists::bikes::BikeParkingLot;
use parking_lot_api::twists::electric::{ElectricParkingLot, PlugError};
use parking_lot_api::{
    Availability, Cents, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Timestamp, Vehicle, VehicleClass,
};

use crate::book::Book;
use crate::observers::Observers;
use crate::seams::{Seams, started_hours};

pub(crate) struct Lot {
    book: Mutex<Book>,
    observers: Observers,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
    charging_an_hour: Cents,
}

impl Lot {
    pub(crate) fn new(book: Book, config: Config, ports: Ports, seams: Seams) -> Self {
        let (book, classes) = (Mutex::new(book), config.tariffs.into_keys().collect());
        Lot { book, observers: Observers::default(), classes, ports, seams, charging_an_hour: Cents::ZERO }
    }

    /// The same lot, where charging costs this much for each started hour.
    pub(crate) fn charging_at(self, an_hour: Cents) -> Self {
        Lot { charging_an_hour: an_hour, ..self }
    }

    /// A policy that panics does so before the book is touched, so a poisoned lock still guards a sound book.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn admit(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        let now = self.ports.clock.now();
        let mut book = self.book();
        if book.is_inside(&vehicle.plate) {
            return Err(ParkError::AlreadyParked(vehicle.plate));
        }
        let open = book.open_for(&vehicle.class);
        let spot = self.seams.allocation.choose(&vehicle, &open).ok_or(ParkError::Full)?;
        book.admit(vehicle, spot, now).ok_or(ParkError::Full)
    }

    /// What the stay and the charging cost together.
    fn fee(&self, payment: &Payment<'_>, left_at: Timestamp) -> Cents {
        let ticket = &payment.ticket;
        let stay = self.seams.pricing.fee(&ticket.vehicle.class, left_at.since(ticket.parked_at));
        let hours = payment.charging_since.map_or(0, |since| started_hours(left_at.since(since)));
        Cents::new(stay.get() + hours * self.charging_an_hour.get())
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.classes.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let ticket = self.admit(vehicle)?;
        self.observers.notify(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let payment = Payment::begin(self, id)?;
        let left_at = self.ports.clock.now();
        let fee = self.fee(&payment, left_at);
        match self.ports.gateway.charge(id, fee) {
            Ok(()) => {
                let receipt = Receipt { ticket: payment.complete(), left_at, fee };
                self.observers.notify(&LotEvent::Left(receipt.clone()));
                Ok(receipt)
            }
            Err(declined) => {
                self.observers.notify(&LotEvent::PaymentDeclined { ticket: id, amount: fee });
                Err(declined.into())
            }
        }
    }

    fn availability(&self) -> Availability {
        self.book().availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.observers.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.book().set_in_service(spot, in_service)
    }
}

impl ElectricParkingLot for Lot {
    fn plug_in(&self, ticket: TicketId) -> Result<(), PlugError> {
        let now = self.ports.clock.now();
        self.book().plug_in(ticket, now)
    }
}

impl BikeParkingLot for Lot {
    fn room_for(&self, class: &VehicleClass) -> u32 {
        self.book().room_for(class)
    }
}

/// A ticket that is being paid. Dropped before it is complete, for a decline or a panic alike, it leaves all as it was.
struct Payment<'lot> {
    lot: &'lot Lot,
    ticket: Ticket,
    charging_since: Option<Timestamp>,
}

impl<'lot> Payment<'lot> {
    fn begin(lot: &'lot Lot, id: TicketId) -> Result<Self, ExitError> {
        let mut book = lot.book();
        let ticket = book.begin_payment(id)?;
        let charging_since = book.charging_since(id);
        Ok(Payment { lot, ticket, charging_since })
    }

    fn complete(self) -> Ticket {
        self.lot.book().release(self.ticket.id);
        self.ticket.clone()
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        self.lot.book().abandon_payment(self.ticket.id);
    }
}
