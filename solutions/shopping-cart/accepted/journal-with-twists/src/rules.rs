//! What can be swapped.

use std::time::Duration;

use shopping_cart_api::{Cents, Config, Discount, Line};

/// A price, on its way down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price(pub Cents);

/// How things get cheaper.
pub trait Promotions: Send + Sync {
    /// The price of these lines in the end, where it was `full`.
    fn reduce(&self, lines: &[Line], full: Price) -> Price;
}

/// A chain of rules is a rule.
impl<P: Promotions> Promotions for Vec<P> {
    fn reduce(&self, lines: &[Line], full: Price) -> Price {
        self.iter().fold(full, |price, rule| rule.reduce(lines, price))
    }
}

impl Promotions for Discount {
    fn reduce(&self, _: &[Line], Price(full): Price) -> Price {
        let off = match *self {
            Discount::PercentOff(percent) => {
                let (whole, rest) = (full.get() / 100, full.get() % 100);
                Cents::new(whole * u64::from(percent) + rest * u64::from(percent) / 100)
            }
            Discount::AmountOff(amount) => amount,
        };
        Price(full.saturating_sub(off))
    }
}

/// Whether to try again.
pub trait Retry: Send + Sync {
    /// The wait before each further charge.
    fn waits(&self) -> Box<dyn Iterator<Item = Duration> + '_>;
}

impl Retry for shopping_cart_api::Retry {
    fn waits(&self) -> Box<dyn Iterator<Item = Duration> + '_> {
        let waits = std::iter::successors(Some(self.first_wait), |wait| wait.checked_mul(2).or(Some(Duration::MAX)));
        Box::new(waits.take(self.charges.saturating_sub(1) as usize))
    }
}

/// The policies.
pub struct Seams {
    /// How things get cheaper.
    pub promotions: Box<dyn Promotions>,
    /// Whether to try again.
    pub retry: Box<dyn Retry>,
}

impl Seams {
    /// As the config has it.
    pub fn new(config: &Config) -> Self {
        Seams { promotions: Box::new(config.discounts.clone()), retry: Box::new(config.retry) }
    }
}
