//! Who is told what happens in the lot.

use crate::{Cents, Receipt, Ticket, TicketId};

/// Is told what happens in the lot: a display at the entrance, an audit log, a mail to the driver.
///
/// * **What.** Each event once, to each observer that was added before the call began. A call that is refused with another
///   error than a declined payment is no event.
/// * **When.** After it has happened, and the events of one ticket in the order in which they happened: parked, then each declined
///   payment, then left. Before the call returns or soon after it; in the caller's thread or in one of yours.
/// * **Meanwhile.** An observer may **call the lot**, about other vehicles and tickets. It may **panic**: the call that told it may
///   unwind, or not, but the lot stays usable.
pub trait LotObserver: Send + Sync {
    /// Is told of one event.
    fn notify(&self, event: &LotEvent);
}

/// What happened in the lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LotEvent {
    /// A vehicle was given a spot.
    Parked(Ticket),
    /// The gateway declined; the vehicle is still inside.
    PaymentDeclined {
        /// Whose payment it was.
        ticket: TicketId,
        /// What should have been paid.
        amount: Cents,
    },
    /// A vehicle has paid, and its spot is free.
    Left(Receipt),
}

impl LotEvent {
    /// The ticket that it is about.
    pub fn ticket(&self) -> TicketId {
        match self {
            LotEvent::Parked(ticket) => ticket.id,
            LotEvent::PaymentDeclined { ticket, .. } => *ticket,
            LotEvent::Left(receipt) => receipt.ticket.id,
        }
    }
}
