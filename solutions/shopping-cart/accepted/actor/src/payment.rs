//! One payment, in the thread of the customer who makes it.

use std::sync::Arc;
use std::thread;

use shopping_cart_api::{Cents, ChargeError, ChargeKey, ChargeStatus, PaymentGateway, PaymentMethod};

use crate::seams::Again;

/// What came of a payment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Paid,
    Declined(String),
    Unavailable,
    Unknown,
}

/// One payment, under one key however often it is tried.
pub(crate) struct Payment<'a> {
    pub(crate) gateway: &'a Arc<dyn PaymentGateway>,
    pub(crate) retry: &'a Again,
    pub(crate) key: &'a ChargeKey,
    pub(crate) amount: Cents,
    pub(crate) method: &'a PaymentMethod,
}

impl Payment<'_> {
    /// Charges, again and again if need be.
    pub(crate) fn make(&self) -> Outcome {
        let mut failures = 0;
        loop {
            let outcome = self.charge();
            failures += 1;
            match (outcome, failures) {
                (Outcome::Unavailable, failures) => match (self.retry)(failures) {
                    Some(wait) => thread::sleep(wait),
                    None => return Outcome::Unavailable,
                },
                (settled, _) => return settled,
            }
        }
    }

    /// Finds out about an earlier payment before making one.
    pub(crate) fn resume(&self) -> Outcome {
        match self.ask() {
            Outcome::Unavailable => self.make(),
            known => known,
        }
    }

    fn charge(&self) -> Outcome {
        match self.gateway.charge(self.key, self.amount, self.method) {
            Ok(()) => Outcome::Paid,
            Err(ChargeError::Declined(reason)) => Outcome::Declined(reason),
            Err(ChargeError::Unavailable) => Outcome::Unavailable,
            Err(ChargeError::TimedOut) => self.ask(),
        }
    }

    fn ask(&self) -> Outcome {
        match self.gateway.look_up(self.key) {
            Ok(ChargeStatus::Charged) => Outcome::Paid,
            Ok(ChargeStatus::NotCharged) => Outcome::Unavailable,
            Ok(ChargeStatus::Pending) | Err(_) => Outcome::Unknown,
        }
    }
}
