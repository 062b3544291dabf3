//! What is on sale: a shelf for each SKU, with a lock of its own.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use shopping_cart_api::{Line, Sku};

use crate::locked;

/// What is on sale.
pub(crate) struct Shelves(BTreeMap<Sku, Mutex<u32>>);

impl Shelves {
    pub(crate) fn new(stock: BTreeMap<Sku, u32>) -> Self {
        Shelves(stock.into_iter().map(|(sku, units)| (sku, Mutex::new(units))).collect())
    }

    pub(crate) fn units(&self, sku: &Sku) -> u32 {
        self.0.get(sku).map_or(0, |shelf| *locked(shelf))
    }

    /// Takes all units or none; names a SKU that there is not enough of. The lines are in the order of their SKUs, and so are the locks.
    pub(crate) fn take(&self, lines: &[Line]) -> Result<(), Sku> {
        let mut shelves: Vec<(MutexGuard<'_, u32>, u32)> = Vec::new();
        for line in lines {
            let shelf = self.0.get(&line.sku).map(locked).filter(|units| **units >= line.quantity);
            shelves.push((shelf.ok_or_else(|| line.sku.clone())?, line.quantity));
        }
        for (units, quantity) in &mut shelves {
            **units -= *quantity;
        }
        Ok(())
    }

    pub(crate) fn put_back(&self, lines: &[Line]) {
        for line in lines {
            if let Some(shelf) = self.0.get(&line.sku) {
                *locked(shelf) += line.quantity;
            }
        }
    }
}
