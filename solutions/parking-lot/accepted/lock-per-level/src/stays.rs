//! The tickets, each behind its own lock.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use parking_lot_api::{SpotId, Ticket, TicketId, Timestamp, Vehicle};

/// One stay. Whoever exits holds the lock until the exit is over; None inside means that it is paid.
pub(crate) type Stay = Mutex<Option<Ticket>>;

/// Every stay that is not paid yet.
#[derive(Default)]
pub(crate) struct Stays {
    open: RwLock<HashMap<TicketId, Arc<Stay>>>,
    issued: AtomicU64,
}

impl Stays {
    /// Issues a ticket.
    pub(crate) fn open(&self, vehicle: Vehicle, spot: SpotId, parked_at: Timestamp) -> Ticket {
        let id = TicketId::new(self.issued.fetch_add(1, Ordering::Relaxed) + 1);
        let ticket = Ticket { id, vehicle, spot, parked_at };
        let stay = Arc::new(Mutex::new(Some(ticket.clone())));
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(id, stay);
        ticket
    }

    /// The stay with this ticket, unless it is paid.
    pub(crate) fn get(&self, id: TicketId) -> Option<Arc<Stay>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Forgets a stay that is paid.
    pub(crate) fn close(&self, id: TicketId) {
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}
