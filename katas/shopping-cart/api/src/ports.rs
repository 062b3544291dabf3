//! The outside world, as the shop sees it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::{Cents, ChargeKey, Currency, Order, PaymentMethod, Sku, Timestamp};

/// The outside world that a shop is built with.
#[derive(Clone)]
pub struct Ports {
    /// The only source of time.
    pub clock: Arc<dyn Clock>,
    /// What things cost.
    pub catalog: Arc<dyn Catalog>,
    /// Where money is taken.
    pub gateway: Arc<dyn PaymentGateway>,
    /// Who is told of orders.
    pub observer: Arc<dyn OrderObserver>,
}

/// The only source of time: holds and keys end by what it says, never by what the machine's own clocks say.
pub trait Clock: Send + Sync {
    /// What time it is. Cheap, and never earlier than what it said before.
    fn now(&self) -> Timestamp;
}

/// What things cost. Prices change at any time.
pub trait Catalog: Send + Sync {
    /// What one unit costs at this moment; None for what nobody sells. Cheap.
    fn price(&self, sku: &Sku) -> Option<Price>;
}

/// A price of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// How much.
    pub amount: Cents,
    /// Of which money.
    pub currency: Currency,
}

/// Where money is taken.
///
/// It lives across the network. So it may be **slow**: other customers must not wait for a payment that is not theirs. It may be called
/// from many threads at once. It may **call the shop** while it works, about other carts. It may **panic**, which is like a time-out:
/// nobody knows whether the money was taken; the `checkout` that called it may unwind, or answer
/// [`OutcomeUnknown`](crate::CheckoutError::OutcomeUnknown).
///
/// A [`ChargeKey`] names one payment, **for ever**: the gateway takes money at most once under a key. Whoever charges a key under which money
/// was taken is told `Ok`, and nothing happens. So a payment that is tried again keeps its key, and another payment needs another key.
pub trait PaymentGateway: Send + Sync {
    /// Takes the money.
    ///
    /// Where the amount is zero you may call it or not.
    ///
    /// # Errors
    ///
    /// * [`ChargeError::Declined`] and [`ChargeError::Unavailable`]: no money has been taken. The same key may be charged again, and so
    ///   may another one.
    /// * [`ChargeError::TimedOut`]: nobody knows. [`look_up`](PaymentGateway::look_up) does, sooner or later.
    fn charge(&self, key: &ChargeKey, amount: Cents, method: &PaymentMethod) -> Result<(), ChargeError>;

    /// What became of the charges under this key.
    ///
    /// # Errors
    ///
    /// [`LookUpFailed`]: still nobody knows.
    fn look_up(&self, key: &ChargeKey) -> Result<ChargeStatus, LookUpFailed>;

    /// Makes sure that no money is taken under this key, now or later, and gives back what was. It never fails. It is a last resort: *you need
    /// it only for holds that expire*.
    fn cancel(&self, key: &ChargeKey);
}

/// The gateway did not say that it took the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeError {
    /// It did not, and the bank says why. Pass the reason on as it is.
    Declined(String),
    /// It did not, for the moment: the same charge may work in a second.
    Unavailable,
    /// It may have, or may yet.
    TimedOut,
}

impl fmt::Display for ChargeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChargeError::Declined(reason) => write!(f, "the payment was declined: {reason}"),
            ChargeError::Unavailable => f.write_str("the gateway is not available"),
            ChargeError::TimedOut => f.write_str("the gateway did not answer in time"),
        }
    }
}

impl Error for ChargeError {}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChargeStatus {
    /// The money has been taken.
    Charged,
    /// No money has been taken, and none will be unless the key is charged again.
    NotCharged,
    /// The gateway is still at it: either may come of it.
    Pending,
}

/// The gateway could not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookUpFailed;

impl fmt::Display for LookUpFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the gateway could not be asked")
    }
}

impl Error for LookUpFailed {}

/// Is told of orders: it sends the customer a mail.
///
/// * **What.** Each order once. A replay is no new order, and a refused checkout is none at all.
/// * **When.** After [`order`](crate::Shop::order) knows it; before the checkout returns or soon after it; in the caller's thread or in
///   one of yours.
/// * **Meanwhile.** It may **call the shop**, about other carts. It may **fail** or **panic**: the order stands all the same. A checkout
///   whose observer failed returns the order; one whose observer panicked returns the order, or unwinds.
pub trait OrderObserver: Send + Sync {
    /// Is told of one order.
    ///
    /// # Errors
    ///
    /// [`NotTold`]: the mail was not sent. Nobody tries again.
    fn order_placed(&self, order: &Order) -> Result<(), NotTold>;
}

/// The mail was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTold;

impl fmt::Display for NotTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the mail was not sent")
    }
}

impl Error for NotTold {}
