//! What the shop is set up with: its stock, its limits, its discounts.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::{Cents, Currency, Sku};

/// What the shop is set up with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// How many units of each SKU the shop has. Of one that is not listed, it has none.
    pub stock: BTreeMap<Sku, u32>,
    /// The one currency that the shop sells in.
    pub currency: Currency,
    /// The most units that one line of a cart may have.
    pub line_limit: u32,
    /// What is taken off each cart and order, in this order.
    pub discounts: Vec<Discount>,
    /// How a charge that failed for the moment is tried again.
    pub retry: Retry,
    /// How long the units of a checkout that nobody knows the outcome of are kept for it.
    pub hold: Duration,
    /// How long a key is remembered after its order was placed.
    pub key_ttl: Duration,
}

/// One step of the way from a subtotal to a total. Each takes off what the steps before it have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discount {
    /// So many per cent, 100 at most. What is taken off is rounded down to whole cents, once for the whole cart.
    PercentOff(u8),
    /// This amount, or all that is left where that is less.
    AmountOff(Cents),
}

/// How a charge that failed for the moment is tried again, within one call of [`checkout`](crate::Shop::checkout).
///
/// There are at most `charges` charges in all. Before the second one the call waits for `first_wait`, and before each further one twice
/// as long as before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The most charges, the first one included. Never zero.
    pub charges: u32,
    /// How long to wait before the second one.
    pub first_wait: Duration,
}

impl Default for Config {
    /// An empty shop: euros, at most 10 units a line, no discounts, three charges with 100 and 200 milliseconds between them, holds of
    /// ten minutes, keys for a day.
    fn default() -> Self {
        Config {
            stock: BTreeMap::new(),
            currency: Currency::new("EUR"),
            line_limit: 10,
            discounts: Vec::new(),
            retry: Retry { charges: 3, first_wait: Duration::from_millis(100) },
            hold: Duration::from_secs(10 * 60),
            key_ttl: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// For tests: a config built up call by call.
///
/// ```
/// use shopping_cart_api::{Config, Discount};
///
/// let config = Config::default().stock("tea", 5).stock("cup", 1).discount(Discount::PercentOff(10));
/// assert_eq!(config.stock.len(), 2);
/// ```
impl Config {
    /// The same with so many units of one more SKU.
    #[must_use]
    pub fn stock(mut self, sku: &str, units: u32) -> Self {
        self.stock.insert(sku.into(), units);
        self
    }

    /// The same with one more discount, after the others.
    #[must_use]
    pub fn discount(mut self, discount: Discount) -> Self {
        self.discounts.push(discount);
        self
    }
}
