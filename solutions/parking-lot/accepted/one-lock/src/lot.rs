//! The lot: the book behind its lock, and the ports that are called without it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::book::Book;
use crate::observers::Observers;
use crate::seams::Seams;

pub(crate) struct Lot {
    book: Mutex<Book>,
    observers: Observers,
    classes: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let book = Mutex::new(Book::new(&config));
        let classes = config.tariffs.into_keys().collect();
        Lot { book, observers: Observers::default(), classes, ports, seams }
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
        let free = book.free_for(&vehicle.class);
        let spot = self.seams.allocation.choose(&vehicle, &free).ok_or(ParkError::Full)?;
        book.admit(vehicle, spot, now).ok_or(ParkError::Full)
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
        let stay = left_at.since(payment.ticket.parked_at);
        let fee = self.seams.pricing.fee(&payment.ticket.vehicle.class, stay);
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

/// A ticket that is being paid. Dropped before it is complete, for a decline or a panic alike, it leaves all as it was.
struct Payment<'lot> {
    lot: &'lot Lot,
    ticket: Ticket,
}

impl<'lot> Payment<'lot> {
    fn begin(lot: &'lot Lot, id: TicketId) -> Result<Self, ExitError> {
        let ticket = lot.book().begin_payment(id)?;
        Ok(Payment { lot, ticket })
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
