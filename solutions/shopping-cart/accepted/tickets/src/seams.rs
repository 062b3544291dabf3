//! What can be swapped.

use std::sync::Arc;
use std::time::Duration;

use shopping_cart_api::{Cents, Config, Discount, Line, Retry};

/// What some lines cost in the end.
pub type Promotions = dyn Fn(&[Line]) -> Cents + Send + Sync;

/// When a charge that failed for the moment is tried again.
pub trait RetryPlan: Send + Sync {
    /// How long to wait before each further charge.
    fn waits(&self) -> Vec<Duration>;
}

/// The policies of one shop.
pub struct Seams {
    /// What carts cost in the end.
    pub promotions: Arc<Promotions>,
    /// When to try again.
    pub retry: Arc<dyn RetryPlan>,
}

impl Seams {
    /// The policies that the shop opens with.
    pub fn new(config: &Config) -> Self {
        let discounts = config.discounts.clone();
        Seams {
            promotions: Arc::new(move |lines| discounted(lines, &discounts)),
            retry: Arc::new(Backoff(config.retry)),
        }
    }
}

/// One discount after the other.
fn discounted(lines: &[Line], discounts: &[Discount]) -> Cents {
    let full = lines.iter().map(|line| line.unit_price.get() * u64::from(line.quantity)).sum::<u64>();
    let step = |price: u64, discount: &Discount| match discount {
        Discount::PercentOff(percent) => price - (u128::from(price) * u128::from(*percent) / 100) as u64,
        Discount::AmountOff(amount) => price.saturating_sub(amount.get()),
    };
    Cents::new(discounts.iter().fold(full, step))
}

/// Each wait is twice as long as the one before.
struct Backoff(Retry);

impl RetryPlan for Backoff {
    fn waits(&self) -> Vec<Duration> {
        let doubled = |wait: &Duration| Some(wait.saturating_mul(2));
        std::iter::successors(Some(self.0.first_wait), doubled).take(self.0.charges as usize - 1).collect()
    }
}
