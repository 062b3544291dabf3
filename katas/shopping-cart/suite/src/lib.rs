//! Shopping cart and checkout: the hidden suite.
//!
//! It reads like the brief: `behaviour` is what one customer may expect, `seams` what the learner's own traits are good for,
//! `concurrency` what must hold however customers interleave, `contention` who must not wait for whom, `twists` what comes late. `market` is the stage
//! that every check is played on, `doubles` are the clock, catalog, gateway and observer that stand on it, and `words` is how
//! results are shown to a learner.
//!
//! Three rules run through all checks. What may be asynchronous is looked at when nothing moves any more, so that a shop with threads
//! of its own passes. A result is wrong only if *no* correct shop could have given it under that interleaving. And payments are judged by
//! the money that is gone in the end, not by how the shop talked to the gateway.

mod behaviour;
mod concurrency;
mod contention;
mod doubles;
mod market;
mod seams;
mod twists;
mod words;

use std::sync::Arc;

use kata_suite::Suite;
use shopping_cart_api::twists::coupons::{CouponShop, Coupons};
use shopping_cart_api::twists::fallback::{Fallback, FallbackShop};
use shopping_cart_api::{Config, Ports, Shop};

/// The build function of a twist: what it is built with comes last.
pub type BuildLate<T, L> = fn(Config, Ports, T) -> Arc<L>;

/// The learner's `build`, and their build function for each twist that they took on; all with the seams that their own
/// `Seams::new` picks.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The shop of the brief.
    pub build: fn(Config, Ports) -> Arc<dyn Shop>,
    /// A customer may bring a coupon.
    pub coupons: Option<BuildLate<Coupons, dyn CouponShop>>,
    /// Where one bank says no, another one is asked.
    pub fallback: Option<BuildLate<Fallback, dyn FallbackShop>>,
}

/// The runner: judges the subject by the checks that the command line selects.
pub fn main(subject: Subject) -> ! {
    suite().main(subject)
}

/// Every check, in the order in which a verdict shows them.
fn suite() -> Suite<Subject> {
    Suite::new("shopping-cart")
        .checks(behaviour::checks())
        .checks(seams::checks())
        .checks(concurrency::checks())
        .checks(contention::checks())
        .checks(twists::checks())
}
