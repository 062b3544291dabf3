//! What is on sale: a counter for each SKU.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use shopping_cart_api::{Line, Sku};

/// What is on sale.
pub(crate) struct Units(BTreeMap<Sku, AtomicU32>);

impl Units {
    pub(crate) fn new(stock: BTreeMap<Sku, u32>) -> Self {
        Units(stock.into_iter().map(|(sku, units)| (sku, AtomicU32::new(units))).collect())
    }

    pub(crate) fn of(&self, sku: &Sku) -> u32 {
        self.0.get(sku).map_or(0, |units| units.load(Ordering::SeqCst))
    }

    /// Takes all or none; names a SKU that there is not enough of.
    pub(crate) fn take(&self, lines: &[Line]) -> Result<(), Sku> {
        for (taken, line) in lines.iter().enumerate() {
            if !self.take_one(line) {
                self.put_back(&lines[..taken]);
                return Err(line.sku.clone());
            }
        }
        Ok(())
    }

    fn take_one(&self, line: &Line) -> bool {
        let less = |units: u32| units.checked_sub(line.quantity);
        let Some(units) = self.0.get(&line.sku) else { return false };
        units.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
    }

    pub(crate) fn put_back(&self, lines: &[Line]) {
        for line in lines {
            if let Some(units) = self.0.get(&line.sku) {
                units.fetch_add(line.quantity, Ordering::SeqCst);
            }
        }
    }
}
