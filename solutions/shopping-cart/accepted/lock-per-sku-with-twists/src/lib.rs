//! A shop with many locks, after both twists.

mod banks;
mod carts;
mod coupons;
mod holds;
mod keys;
mod seams;
mod shelves;
mod shop;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shopping_cart_api::twists::coupons::{CouponShop, Coupons};
use shopping_cart_api::twists::fallback::{Fallback, FallbackShop};
use shopping_cart_api::{Config, Ports, Shop};

use crate::banks::TwoBanks;
use crate::coupons::Drawer;
pub use crate::seams::Seams;
use crate::shop::FineShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(FineShop::new(config, ports, seams, Drawer::default()))
}

/// A shop that takes coupons.
pub fn build_with_coupons(config: Config, ports: Ports, seams: Seams, coupons: Coupons) -> Arc<dyn CouponShop> {
    Arc::new(FineShop::new(config, ports, seams, Drawer::new(coupons)))
}

/// A shop with two banks.
pub fn build_with_fallback(config: Config, ports: Ports, seams: Seams, fallback: Fallback) -> Arc<dyn FallbackShop> {
    let gateway = Arc::new(TwoBanks { first: ports.gateway, second: fallback.gateway });
    Arc::new(FineShop::new(config, Ports { gateway, ..ports }, seams, Drawer::default()))
}

/// What is behind the locks is sound at each call that can panic, so a poisoned lock is taken all the same.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
