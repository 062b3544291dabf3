//! Payments, at one bank or at several, one after the other.

use std::sync::Arc;
use std::thread;

use shopping_cart_api::{ChargeError, ChargeStatus, CheckoutError, PaymentGateway};

use crate::fact::Attempt;
use crate::rules::Retry;

pub(crate) struct Banks(pub(crate) Vec<Arc<dyn PaymentGateway>>);

enum Charged {
    Yes,
    Declined(String),
    NotNow,
}

impl Banks {
    pub(crate) fn pay(&self, attempt: &Attempt, retry: &dyn Retry, asked: bool) -> Result<(), CheckoutError> {
        if asked && self.was_charged(attempt)? {
            return Ok(());
        }
        let mut waits = retry.waits();
        loop {
            match self.charge(attempt)? {
                Charged::Yes => break Ok(()),
                Charged::Declined(reason) => break Err(CheckoutError::Declined(reason)),
                Charged::NotNow => thread::sleep(waits.next().ok_or(CheckoutError::Unavailable)?),
            }
        }
    }

    fn charge(&self, attempt: &Attempt) -> Result<Charged, CheckoutError> {
        let mut last = Charged::NotNow;
        for bank in &self.0 {
            last = match bank.charge(&attempt.charge, attempt.total, &attempt.body.request.payment) {
                Ok(()) => Charged::Yes,
                Err(ChargeError::Declined(reason)) => {
                    last = Charged::Declined(reason);
                    continue;
                }
                Err(ChargeError::Unavailable) => Charged::NotNow,
                Err(ChargeError::TimedOut) if self.was_charged(attempt)? => Charged::Yes,
                Err(ChargeError::TimedOut) => Charged::NotNow,
            };
            break;
        }
        Ok(last)
    }

    fn was_charged(&self, attempt: &Attempt) -> Result<bool, CheckoutError> {
        self.0.iter().try_fold(false, |was, bank| match bank.look_up(&attempt.charge) {
            Ok(ChargeStatus::Charged) => Ok(true),
            Ok(ChargeStatus::NotCharged) => Ok(was),
            _ if was => Ok(true),
            Ok(ChargeStatus::Pending) | Err(_) => Err(CheckoutError::OutcomeUnknown),
        })
    }

    pub(crate) fn give_back(&self, attempt: &Attempt) {
        self.0.iter().for_each(|bank| bank.cancel(&attempt.charge));
    }
}
