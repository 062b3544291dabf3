//! What happens around a policy that breaks down.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::Discount;

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas, outcome, survived};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("panicking-policy-stops-nobody-else", "a panicking policy stops nobody else")
            .level(Level::L6)
            .hint("What does a panic in a policy leave behind: a poisoned lock, a mark on a cart, a dead thread?")
            .run(panicking_policy_stops_nobody_else),
    ]
}

fn panicking_policy_stops_nobody_else(build: Subject) {
    // With a discount: a list of promotions has somebody to ask then.
    let market = Market::open(build, cups_and_teas(0, 3).discount(Discount::PercentOff(10)));
    promotions().watch();
    let cart = market.filled("ann", [(1, "tea")]);
    promotions().panics_once();
    // The call may unwind, or be refused, or do without.
    let first = survived(|| market.checkout(cart, "key-1"));
    expect_open(&market, "eve", "`promotions` broke down when ann checked out");
    if !matches!(first, Ok(Ok(_))) {
        let again = survived(|| market.checkout(cart, "key-1"));
        let seen = outcome(&again);
        expect!(
            matches!(again, Ok(Ok(_))),
            "`promotions` broke down when ann checked out; she tried again: got {seen}"
        );
    }

    let market = Market::open(build, cups_and_teas(0, 3));
    retry().watch();
    let cart = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Unavailable]);
    retry().panics_once();
    let first = survived(|| market.checkout(cart, "key-1"));
    expect_open(&market, "eve", "`retry` broke down when the gateway was not available for ann");
    if !matches!(first, Ok(Ok(_))) {
        let again = survived(|| market.checkout(cart, "key-1"));
        let seen = outcome(&again);
        expect!(
            matches!(again, Ok(Ok(_))),
            "`retry` broke down under the checkout of ann; she tried again: got {seen}"
        );
    }
    market.expect_taken(900, "after two customers bought 1 tea each, and `retry` had broken down");
    market.expect_stock("tea", 1, "after two customers bought 1 tea each, and `retry` had broken down");
}

/// Complains unless somebody else can buy.
fn expect_open(market: &Market, customer: &str, after: &str) {
    let visit = survived(|| {
        let cart = market.filled(customer, [(1, "tea")]);
        market.checkout(cart, "key-2")
    });
    let seen = outcome(&visit);
    expect!(matches!(visit, Ok(Ok(_))), "{after}; then another customer wanted tea that was in stock: got {seen}");
}
