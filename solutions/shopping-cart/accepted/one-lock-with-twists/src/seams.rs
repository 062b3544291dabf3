//! The policies that can be swapped, and the ones that the shop opens with.

use std::time::Duration;

use shopping_cart_api::{Cents, Config, Discount, Line, Retry};

/// What is taken off a cart.
pub trait Promotions: Send + Sync {
    /// How much these lines, which cost `subtotal` together, get cheaper.
    fn discount(&self, lines: &[Line], subtotal: Cents) -> Cents;
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
        Seams { promotions: Box::new(Steps(config.discounts.clone())), retry: Box::new(Doubling(config.retry)) }
    }
}

/// One discount after the other, each of what the ones before have left.
struct Steps(Vec<Discount>);

impl Promotions for Steps {
    fn discount(&self, _lines: &[Line], subtotal: Cents) -> Cents {
        let rest = self.0.iter().fold(subtotal, |rest, discount| rest.saturating_sub(taken_off(discount, rest)));
        subtotal.saturating_sub(rest)
    }
}

/// What one discount takes off an amount.
fn taken_off(discount: &Discount, rest: Cents) -> Cents {
    match discount {
        // Less than the amount, so it fits.
        Discount::PercentOff(percent) => Cents::new((u128::from(rest.get()) * u128::from(*percent) / 100) as u64),
        Discount::AmountOff(amount) => *amount,
    }
}

/// A few charges, each wait twice as long as the one before.
struct Doubling(Retry);

impl RetryPolicy for Doubling {
    fn wait(&self, failures: u32) -> Option<Duration> {
        let doubled = |failures: u32| self.0.first_wait.saturating_mul(2u32.saturating_pow(failures - 1));
        (failures < self.0.charges).then(|| doubled(failures))
    }
}
