//! One stay: its ticket, and how far it has come.

use std::sync::atomic::{AtomicU8, Ordering};

use parking_lot_api::{ExitError, Ticket};

const INSIDE: u8 = 0;
const PAYING: u8 = 1;
const LEFT: u8 = 2;

/// A ticket and its phase.
pub(crate) struct Stay {
    pub(crate) ticket: Ticket,
    phase: AtomicU8,
}

impl Stay {
    pub(crate) fn new(ticket: Ticket) -> Self {
        Stay { ticket, phase: AtomicU8::new(INSIDE) }
    }

    /// Makes the caller the only one who pays.
    pub(crate) fn begin_payment(&self) -> Result<Payment<'_>, ExitError> {
        match self.phase.compare_exchange(INSIDE, PAYING, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) => Ok(Payment { stay: self, ends_in: INSIDE }),
            Err(PAYING) => Err(ExitError::InProgress(self.ticket.id)),
            Err(_) => Err(ExitError::InvalidTicket(self.ticket.id)),
        }
    }
}

/// A payment under way. However it ends, the stay is back inside, unless it was settled.
pub(crate) struct Payment<'stay> {
    stay: &'stay Stay,
    ends_in: u8,
}

impl Payment<'_> {
    pub(crate) fn settle(mut self) {
        self.ends_in = LEFT;
    }
}

impl Drop for Payment<'_> {
    fn drop(&mut self) {
        self.stay.phase.store(self.ends_in, Ordering::SeqCst);
    }
}
