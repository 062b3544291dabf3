//! A shop with one lock.

mod book;
mod cart;
mod seams;
mod shop;

use std::sync::Arc;

use shopping_cart_api::{Config, Ports, Shop};

pub use crate::seams::Seams;
use crate::shop::OneLockShop;

/// The shop behind the web site.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn Shop> {
    Arc::new(OneLockShop::new(config, ports, seams))
}
