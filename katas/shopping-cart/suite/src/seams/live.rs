//! Who is asked, and when.

use kata_suite::{Check, Level, seams};
use shopping_cart_api::Discount;

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas};

/// Two that everybody knows, and one that nobody has heard of.
const SKUS: [&str; 3] = ["tea", "cup", "zeppelin"];

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("promotions-are-asked-for-each-cart", "promotions are asked for each cart")
            .level(Level::L5)
            .weight(2)
            .hint("For which carts is the total worked out without the seam? For the look, and for the checkout?")
            .run(promotions_are_asked_for_each_cart),
        Check::seams("retry-is-asked-after-each-failure", "retry is asked after each failure")
            .level(Level::L5)
            .weight(2)
            .hint("Who decides that it is tried again, and who decides that it is not?")
            .run(retry_is_asked_after_each_failure),
    ]
}

fn promotions_are_asked_for_each_cart(build: Subject) {
    let config = SKUS.into_iter().fold(cups_and_teas(9, 9), |config, sku| config.stock(sku, 9));
    let market = Market::open(build, config.discount(Discount::PercentOff(10)));
    promotions().watch();
    market.prices.set("zeppelin", 99_900, "EUR");
    let carts = SKUS.map(|sku| (sku, market.filled("ann", [(2, sku)])));
    let mut calls = Vec::new();
    for (sku, cart) in carts {
        let _view = market.view(cart);
        let _bought = market.checkout(cart, sku);
        // Who prices a cart as it is filled need not ask again.
        if promotions().was_asked(&format!("add({cart},")) {
            continue;
        }
        calls.push((format!("view({cart})"), format!("what a cart of {sku} costs")));
        calls.push((format!("checkout({cart}, {sku})"), format!("what an order of {sku} costs")));
    }
    seams::live(promotions(), calls);
}

fn retry_is_asked_after_each_failure(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    retry().watch();
    let first = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Unavailable]);
    let _bought = market.checkout(first, "once");
    let second = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Unavailable; 3]);
    let _refused = market.checkout(second, "always");
    seams::live(
        retry(),
        [
            (format!("checkout({first}, once)"), "trying again after one failure".to_owned()),
            (format!("checkout({second}, always)"), "giving up after three failures".to_owned()),
        ],
    );
}
