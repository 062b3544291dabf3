//! The lot: the book behind its lock, and the ports that are called without it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use parking_lot_api::{
    Availability, Config, ExitError, LotEvent, LotObserver, ParkError, ParkingLot, Ports, Receipt, ServiceError,
    SpotId, Ticket, TicketId, Vehicle, VehicleClass,
};

use crate::board::Board;
use crate::book::Book;
use crate::seams::Seams;
use crate::visit::{Paying, Visit};

pub(crate) struct Lot {
    book: Mutex<Book>,
    board: Board,
    charged: BTreeSet<VehicleClass>,
    ports: Ports,
    seams: Seams,
}

impl Lot {
    pub(crate) fn open(config: &Config, ports: Ports, seams: Seams) -> Self {
        let charged = config.tariffs.keys().cloned().collect();
        Lot { book: Mutex::new(Book::new(config)), board: Board::default(), charged, ports, seams }
    }

    /// A policy that panics does so before the book is touched, so a poisoned lock still guards a sound book.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn admit(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        let now = self.ports.clock.now();
        let mut book = self.book();
        if book.knows(&vehicle.plate) {
            return Err(ParkError::AlreadyParked(vehicle.plate));
        }
        let free = book.free_for(&vehicle.class);
        let spot = self.seams.allocation.place(&vehicle, &free).ok_or(ParkError::Full)?;
        book.admit(vehicle, spot, now).ok_or(ParkError::Full)
    }
}

impl ParkingLot for Lot {
    fn park(&self, vehicle: Vehicle) -> Result<Ticket, ParkError> {
        if !self.charged.contains(&vehicle.class) {
            return Err(ParkError::UnknownClass(vehicle.class));
        }
        let ticket = self.admit(vehicle)?;
        self.board.post(&LotEvent::Parked(ticket.clone()));
        Ok(ticket)
    }

    fn exit(&self, id: TicketId) -> Result<Receipt, ExitError> {
        let at_exit = AtExit::bring(self, id)?;
        let (ticket, left_at) = (at_exit.ticket.clone(), self.ports.clock.now());
        let fee = self.seams.pricing.price(&ticket.vehicle, left_at.since(ticket.parked_at));
        if let Err(declined) = self.ports.gateway.charge(id, fee) {
            self.board.post(&LotEvent::PaymentDeclined { ticket: id, amount: fee });
            return Err(declined.into());
        }
        at_exit.leave();
        let receipt = Receipt { ticket, left_at, fee };
        self.board.post(&LotEvent::Left(receipt.clone()));
        Ok(receipt)
    }

    fn availability(&self) -> Availability {
        self.book().availability()
    }

    fn observe(&self, observer: Arc<dyn LotObserver>) {
        self.board.add(observer);
    }

    fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        self.book().set_in_service(spot, in_service)
    }
}

/// A visit that is being paid for. However that ends, the visit goes back into the book, unless it has left.
struct AtExit<'lot> {
    lot: &'lot Lot,
    ticket: Ticket,
    visit: Option<Visit<Paying>>,
}

impl<'lot> AtExit<'lot> {
    fn bring(lot: &'lot Lot, id: TicketId) -> Result<Self, ExitError> {
        let visit = lot.book().come_to_exit(id)?;
        Ok(AtExit { lot, ticket: visit.ticket().clone(), visit: Some(visit) })
    }

    fn leave(mut self) {
        if let Some(visit) = self.visit.take() {
            self.lot.book().end(visit.leave());
        }
    }
}

impl Drop for AtExit<'_> {
    fn drop(&mut self) {
        if let Some(visit) = self.visit.take() {
            self.lot.book().take_back(visit);
        }
    }
}
