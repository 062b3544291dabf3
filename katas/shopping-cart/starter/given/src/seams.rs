//! The policies that somebody will want to swap, and the ones that the shop opens with.

use std::time::Duration;

use shopping_cart_api::{Cents, Config, Discount, Line, Retry};

/// Decides how things get cheaper.
pub trait Promotions: Send + Sync {
    /// How much is taken off these lines, which cost `subtotal` together. Never more than that.
    fn discount(&self, lines: &[Line], subtotal: Cents) -> Cents;
}

/// Decides whether a charge that failed for the moment is tried again.
pub trait RetryPolicy: Send + Sync {
    /// How long to wait after so many failures before the next charge; None gives up.
    fn wait(&self, failures: u32) -> Option<Duration>;
}

/// The policies of one shop. The shop knows them by their traits only.
pub struct Seams {
    /// How things get cheaper.
    pub promotions: Box<dyn Promotions>,
    /// Whether to try again.
    pub retry: Box<dyn RetryPolicy>,
}

impl Seams {
    /// The policies that the shop opens with. This is the only place that names them.
    pub fn new(config: &Config) -> Self {
        Seams { promotions: Box::new(InOrder::new(config)), retry: Box::new(Doubling::new(config)) }
    }
}

/// One discount after the other.
pub struct InOrder {
    /// What is taken off, in this order.
    pub discounts: Vec<Discount>,
}

impl InOrder {
    /// The discounts of the config.
    pub fn new(config: &Config) -> Self {
        InOrder { discounts: config.discounts.clone() }
    }
}

impl Promotions for InOrder {
    fn discount(&self, lines: &[Line], subtotal: Cents) -> Cents {
        todo!("take {:?} off {lines:?}, which cost {subtotal}", self.discounts)
    }
}

/// A few charges, each wait twice as long as the one before.
pub struct Doubling {
    /// How many, and how long.
    pub retry: Retry,
}

impl Doubling {
    /// The limits of the config.
    pub fn new(config: &Config) -> Self {
        Doubling { retry: config.retry }
    }
}

impl RetryPolicy for Doubling {
    fn wait(&self, failures: u32) -> Option<Duration> {
        todo!("wait as {:?} says after {failures} failures", self.retry)
    }
}
