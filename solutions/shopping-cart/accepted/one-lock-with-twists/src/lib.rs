//! A shop with one lock, after both twists.

mod banks;
mod book;
mod cart;
mod coupons;
mod seams;
mod shop;

use std::sync::Arc;

use shopping_cart_api::twists::coupons::{CouponShop, Coupons};
use shopping_cart_api::twists::fallback::{Fallback, FallbackShop};
use shopping_cart_api::{Config, Ports, Shop};

use crate::banks::TwoBanks;
use crate::coupons::Pad;
pub use crate::seams::Seams;
use crate::shop::OneLockShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(OneLockShop::new(config, ports, seams, Pad::default()))
}

/// A shop that takes coupons.
pub fn build_with_coupons(config: Config, ports: Ports, seams: Seams, coupons: Coupons) -> Arc<dyn CouponShop> {
    Arc::new(OneLockShop::new(config, ports, seams, Pad::new(coupons)))
}

/// A shop with two banks.
pub fn build_with_fallback(config: Config, ports: Ports, seams: Seams, fallback: Fallback) -> Arc<dyn FallbackShop> {
    let gateway = Arc::new(TwoBanks { first: ports.gateway, second: fallback.gateway });
    Arc::new(OneLockShop::new(config, Ports { gateway, ..ports }, seams, Pad::default()))
}
