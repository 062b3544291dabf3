//! A shop that writes down facts. What is so is a snapshot that follows from them; whoever wants to add facts does so on the snapshot
//! that they were decided on, or decides anew.

mod decide;
mod fact;
mod pay;
mod rules;
mod shop;

use std::sync::Arc;

use shopping_cart_api::twists::coupons::{CouponShop, Coupons};
use shopping_cart_api::twists::fallback::{Fallback, FallbackShop};
use shopping_cart_api::{Config, Ports, Shop};

pub use crate::rules::Seams;
use crate::shop::JournalShop;

/// The shop.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(JournalShop::new(config, ports, seams, Coupons::default(), &[]))
}

/// With coupons.
pub fn build_with_coupons(config: Config, ports: Ports, seams: Seams, coupons: Coupons) -> Arc<dyn CouponShop> {
    Arc::new(JournalShop::new(config, ports, seams, coupons, &[]))
}

/// With a second bank.
pub fn build_with_fallback(config: Config, ports: Ports, seams: Seams, fallback: Fallback) -> Arc<dyn FallbackShop> {
    Arc::new(JournalShop::new(config, ports, seams, Coupons::default(), &[fallback.gateway]))
}
