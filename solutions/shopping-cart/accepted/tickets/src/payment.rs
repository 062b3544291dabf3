//! The payment for one ticket.

use std::thread;

use shopping_cart_api::{ChargeError, ChargeStatus, CheckoutError, PaymentGateway};

use crate::seams::RetryPlan;
use crate::ticket::Ticket;

/// Charges until somebody knows what came of it; `asked` says whether the gateway may have been charged before.
pub(crate) fn pay(
    gateway: &dyn PaymentGateway,
    retry: &dyn RetryPlan,
    ticket: &Ticket,
    asked: bool,
) -> Result<(), CheckoutError> {
    if asked && was_taken(gateway, ticket)? {
        return Ok(());
    }
    if charge(gateway, ticket)? {
        return Ok(());
    }
    for wait in retry.waits() {
        thread::sleep(wait);
        if charge(gateway, ticket)? {
            return Ok(());
        }
    }
    Err(CheckoutError::Unavailable)
}

/// Whether the money was taken; false where it is worth another try.
fn charge(gateway: &dyn PaymentGateway, ticket: &Ticket) -> Result<bool, CheckoutError> {
    match gateway.charge(&ticket.charge, ticket.total, &ticket.request.payment) {
        Ok(()) => Ok(true),
        Err(ChargeError::Unavailable) => Ok(false),
        Err(ChargeError::Declined(reason)) => Err(CheckoutError::Declined(reason)),
        Err(ChargeError::TimedOut) => was_taken(gateway, ticket),
    }
}

fn was_taken(gateway: &dyn PaymentGateway, ticket: &Ticket) -> Result<bool, CheckoutError> {
    match gateway.look_up(&ticket.charge) {
        Ok(ChargeStatus::Charged) => Ok(true),
        Ok(ChargeStatus::NotCharged) => Ok(false),
        Ok(ChargeStatus::Pending) | Err(_) => Err(CheckoutError::OutcomeUnknown),
    }
}
