//! A shop that is run by a thread of its own.

mod book;
mod cart;
mod clerk;
mod payment;
mod postman;
mod promotions;
mod seams;
mod shop;

use std::sync::Arc;

use shopping_cart_api::{Config, Ports, Shop};

pub use crate::seams::Seams;
use crate::shop::StaffedShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(StaffedShop::open(config, ports, seams))
}
