//! One vehicle's visit, with a type for each phase.

use parking_lot_api::Ticket;

/// The vehicle stands on its spot, and nobody is paying for it.
pub(crate) struct Inside;

/// Somebody is paying for it.
pub(crate) struct Paying;

/// It is paid for.
pub(crate) struct Left;

/// One vehicle's visit. There is one value of it, so whoever has it decides what comes next.
pub(crate) struct Visit<Phase> {
    ticket: Ticket,
    _phase: Phase,
}

impl<Phase> Visit<Phase> {
    /// Its ticket.
    pub(crate) fn ticket(&self) -> &Ticket {
        &self.ticket
    }
}

impl Visit<Inside> {
    /// Begins with the ticket.
    pub(crate) fn begin(ticket: Ticket) -> Self {
        Visit { ticket, _phase: Inside }
    }

    /// Goes to the exit.
    pub(crate) fn pay(self) -> Visit<Paying> {
        Visit { ticket: self.ticket, _phase: Paying }
    }
}

impl Visit<Paying> {
    /// Comes back from the exit.
    pub(crate) fn go_back(self) -> Visit<Inside> {
        Visit { ticket: self.ticket, _phase: Inside }
    }

    /// Leaves.
    pub(crate) fn leave(self) -> Visit<Left> {
        Visit { ticket: self.ticket, _phase: Left }
    }
}

impl Visit<Left> {
    /// What is left of it.
    pub(crate) fn into_ticket(self) -> Ticket {
        self.ticket
    }
}
