//! A gateway made of two. The shop cannot tell it from one.

use std::sync::Arc;

use shopping_cart_api::{Cents, ChargeError, ChargeKey, ChargeStatus, LookUpFailed, PaymentGateway, PaymentMethod};

/// Asks the second bank where the first one declines. It remembers nothing: the banks do.
pub(crate) struct TwoBanks {
    pub(crate) first: Arc<dyn PaymentGateway>,
    pub(crate) second: Arc<dyn PaymentGateway>,
}

impl PaymentGateway for TwoBanks {
    fn charge(&self, key: &ChargeKey, amount: Cents, method: &PaymentMethod) -> Result<(), ChargeError> {
        match self.first.charge(key, amount, method) {
            Err(ChargeError::Declined(_)) => self.second.charge(key, amount, method),
            known => known,
        }
    }

    fn look_up(&self, key: &ChargeKey) -> Result<ChargeStatus, LookUpFailed> {
        match self.first.look_up(key)? {
            ChargeStatus::NotCharged => self.second.look_up(key),
            status => Ok(status),
        }
    }

    fn cancel(&self, key: &ChargeKey) {
        self.first.cancel(key);
        self.second.cancel(key);
    }
}
