//! The outside world, as the lot sees it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::{Cents, TicketId, Timestamp};

/// The outside world that a lot is built with.
#[derive(Clone)]
pub struct Ports {
    /// The only source of time.
    pub clock: Arc<dyn Clock>,
    /// Where fees are charged.
    pub gateway: Arc<dyn PaymentGateway>,
}

/// The only source of time: stays begin and end at what it says, never at what the machine's own clocks say.
pub trait Clock: Send + Sync {
    /// What time it is. Cheap, and never earlier than what it said before.
    fn now(&self) -> Timestamp;
}

/// Where fees are charged.
///
/// It lives across the network. So it may be **slow**: other vehicles must not wait for a payment that is not theirs. It may
/// be called from many threads at once. It may **call the lot** while it charges, about other vehicles and tickets. It may
/// **panic**: then nobody was charged, and spot and ticket must be as before; the `exit` that called it may unwind.
pub trait PaymentGateway: Send + Sync {
    /// Charges the fee of one ticket. `Ok` means that the money has been taken: call it once for each exit, and never again for
    /// a ticket that has been paid.
    ///
    /// Where the fee is zero you may call it or not.
    ///
    /// # Errors
    ///
    /// [`Declined`]: no money has been taken. A later exit may charge the same ticket anew.
    fn charge(&self, ticket: TicketId, amount: Cents) -> Result<(), Declined>;
}

/// The gateway did not take the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Why, in the words of the bank. Pass it on as it is.
    pub reason: String,
}

impl Declined {
    /// A refusal with this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Declined { reason: reason.into() }
    }
}

impl fmt::Display for Declined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the payment was declined: {}", self.reason)
    }
}

impl Error for Declined {}
