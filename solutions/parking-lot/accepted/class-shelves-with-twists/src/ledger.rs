//! The ledger: whose ticket is good, and which is being paid.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use parking_lot_api::twists::electric::PlugError;
use parking_lot_api::{ExitError, ParkError, Plate, SpotId, Ticket, TicketId, Timestamp, Vehicle};

/// The tickets.
#[derive(Default)]
pub(crate) struct Ledger {
    pages: Mutex<Pages>,
    payment_over: Condvar,
}

#[derive(Default)]
struct Pages {
    inside: HashSet<Plate>,
    stays: HashMap<TicketId, Stay>,
    issued: u64,
}

enum Stay {
    Inside(Ticket),
    Paying,
}

impl Ledger {
    /// Issues a ticket for the spot that `take_spot` finds, unless the plate is inside. The plate is looked up
    /// and written down under one lock.
    pub(crate) fn admit(
        &self,
        vehicle: Vehicle,
        now: Timestamp,
        take_spot: impl FnOnce(&Vehicle) -> Option<SpotId>,
    ) -> Result<Ticket, ParkError> {
        let mut pages = self.pages();
        if pages.inside.contains(&vehicle.plate) {
            return Err(ParkError::AlreadyParked(vehicle.plate));
        }
        let spot = take_spot(&vehicle).ok_or(ParkError::Full)?;
        pages.issued += 1;
        let ticket = Ticket { id: TicketId::new(pages.issued), vehicle, spot, parked_at: now };
        pages.inside.insert(ticket.vehicle.plate.clone());
        pages.stays.insert(ticket.id, Stay::Inside(ticket.clone()));
        Ok(ticket)
    }

    /// Makes the caller the one who pays the ticket. Waits while another exit does.
    pub(crate) fn begin_payment(&self, id: TicketId) -> Result<Payment<'_>, ExitError> {
        let is_paying = |pages: &mut Pages| matches!(pages.stays.get(&id), Some(Stay::Paying));
        let pages = self.payment_over.wait_while(self.pages(), is_paying);
        match pages.unwrap_or_else(PoisonError::into_inner).stays.entry(id) {
            Entry::Occupied(mut page) => match page.insert(Stay::Paying) {
                Stay::Inside(ticket) => Ok(Payment { ledger: self, ticket, is_paid: false }),
                Stay::Paying => Err(ExitError::InProgress(id)),
            },
            Entry::Vacant(_) => Err(ExitError::InvalidTicket(id)),
        }
    }

    /// Does something with a ticket that nobody is paying, and holds exits off meanwhile. Waits while an exit is being paid.
    pub(crate) fn at_rest(
        &self,
        id: TicketId,
        act: impl FnOnce(&Ticket) -> Result<(), PlugError>,
    ) -> Result<(), PlugError> {
        let is_paying = |pages: &mut Pages| matches!(pages.stays.get(&id), Some(Stay::Paying));
        let pages = self.payment_over.wait_while(self.pages(), is_paying).unwrap_or_else(PoisonError::into_inner);
        match pages.stays.get(&id) {
            Some(Stay::Inside(ticket)) => act(ticket),
            Some(Stay::Paying) => Err(PlugError::InProgress(id)),
            None => Err(PlugError::InvalidTicket(id)),
        }
    }

    fn end_payment(&self, ticket: &Ticket, is_paid: bool) {
        let mut pages = self.pages();
        if is_paid {
            pages.inside.remove(&ticket.vehicle.plate);
            pages.stays.remove(&ticket.id);
        } else {
            pages.stays.insert(ticket.id, Stay::Inside(ticket.clone()));
        }
        self.payment_over.notify_all();
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A payment under way. If it is dropped before it was paid, the ticket is as good as before.
pub(crate) struct Payment<'a> {
    ledger: &'a Ledger,
    pub(crate) ticket: Ticket,
    is_paid: bool,
}

impl Payment<'_> {
    /// The money has been taken: the ticket is void.
    pub(crate) fn complete(mut self) -> Ticket {
        self.is_paid = true;
        self.ticket.clone()
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        self.ledger.end_payment(&self.ticket, self.is_paid);
    }
}
