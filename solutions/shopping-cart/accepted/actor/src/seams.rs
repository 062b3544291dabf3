//! What can be swapped.

use std::sync::Arc;
use std::time::Duration;

use shopping_cart_api::{Config, Retry};

use crate::promotions::{Promotions, Steps};

/// How long to wait after so many failures; None gives up.
pub type Again = dyn Fn(u32) -> Option<Duration> + Send + Sync;

/// The policies of one shop.
pub struct Seams {
    /// What carts cost in the end.
    pub promotions: Arc<dyn Promotions>,
    /// Whether a charge is tried again.
    pub retry: Box<Again>,
}

impl Seams {
    /// The policies that the shop opens with.
    pub fn new(config: &Config) -> Self {
        let Retry { charges, first_wait } = config.retry;
        Seams {
            promotions: Arc::new(Steps(config.discounts.clone())),
            retry: Box::new(move |failures| {
                (failures < charges).then(|| first_wait.saturating_mul(1 << (failures - 1).min(31)))
            }),
        }
    }
}
