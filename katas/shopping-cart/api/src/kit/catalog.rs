//! A price list that a test writes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::locked;
use crate::{Catalog, Cents, Currency, Price, Sku};

/// A price list that you write, in euros unless told.
#[derive(Debug, Default)]
pub struct PriceList {
    prices: Mutex<BTreeMap<Sku, Price>>,
}

impl PriceList {
    /// An empty one.
    pub fn new() -> Arc<Self> {
        Arc::new(PriceList::default())
    }

    /// From now on, one unit costs so many cents.
    pub fn set(&self, sku: &str, cents: u64) {
        self.set_in(sku, cents, "EUR");
    }

    /// The same, in another currency.
    pub fn set_in(&self, sku: &str, cents: u64, currency: &str) {
        let price = Price { amount: Cents::new(cents), currency: Currency::new(currency) };
        locked(&self.prices).insert(sku.into(), price);
    }
}

impl Catalog for PriceList {
    fn price(&self, sku: &Sku) -> Option<Price> {
        locked(&self.prices).get(sku).cloned()
    }
}
