//! The policies that can be swapped, and the ones that the shop opens with.

use std::time::Duration;

use shopping_cart_api::{Cents, Config, Discount, Line, Retry};

/// What is taken off a cart.
pub trait Promotions: Send + Sync {
    /// How much these lines get cheaper, for one reason or another; never more than they cost, all together.
    fn discounts(&self, lines: &[Line]) -> Vec<Cents>;
}

/// Whether a charge that failed for the moment is tried again.
pub trait RetryPolicy: Send + Sync {
    /// How long to wait after so many failures; None gives up.
    fn wait(&self, failures: u32) -> Option<Duration>;
}

/// The policies of one shop. The shop knows them by their traits only.
pub struct Seams {
    /// What is taken off.
    pub promotions: Box<dyn Promotions>,
    /// Whether to try again.
    pub retry: Box<dyn RetryPolicy>,
}

impl Seams {
    /// The policies that the shop opens with.
    pub fn new(config: &Config) -> Self {
        Seams { promotions: Box::new(Steps::new(config)), retry: Box::new(Doubling::new(config)) }
    }
}

/// One discount after the other, each of what the ones before have left.
struct Steps(Vec<Discount>);

impl Steps {
    fn new(config: &Config) -> Self {
        Steps(config.discounts.clone())
    }
}

impl Promotions for Steps {
    fn discounts(&self, lines: &[Line]) -> Vec<Cents> {
        let mut rest: u64 = lines.iter().map(|line| line.unit_price.get() * u64::from(line.quantity)).sum();
        let take = |discount: &Discount| {
            let off = match discount {
                Discount::PercentOff(percent) => (u128::from(rest) * u128::from(*percent) / 100) as u64,
                Discount::AmountOff(amount) => amount.get().min(rest),
            };
            rest -= off;
            Cents::new(off)
        };
        self.0.iter().map(take).collect()
    }
}

/// A few charges, each wait twice as long as the one before.
struct Doubling(Retry);

impl Doubling {
    fn new(config: &Config) -> Self {
        Doubling(config.retry)
    }
}

impl RetryPolicy for Doubling {
    fn wait(&self, failures: u32) -> Option<Duration> {
        let doubled = |failures: u32| self.0.first_wait.saturating_mul(2u32.saturating_pow(failures - 1));
        (failures < self.0.charges).then(|| doubled(failures))
    }
}
