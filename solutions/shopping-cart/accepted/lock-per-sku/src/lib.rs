//! A shop with many locks.

mod carts;
mod holds;
mod keys;
mod seams;
mod shelves;
mod shop;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shopping_cart_api::{Config, Ports, Shop};

pub use crate::seams::Seams;
use crate::shop::FineShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(FineShop::new(config, ports, seams))
}

/// What is behind the locks is sound at each call that can panic, so a poisoned lock is taken all the same.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
