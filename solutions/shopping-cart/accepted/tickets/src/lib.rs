//! A shop that works with tickets.

mod carts;
mod desk;
mod payment;
mod seams;
mod shop;
mod ticket;
mod units;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shopping_cart_api::{Config, Ports, Shop};

pub use crate::seams::Seams;
use crate::shop::TicketShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(TicketShop::new(config, ports, seams))
}

/// Policies are asked before anything is written down, so a poisoned lock guards what is sound.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
