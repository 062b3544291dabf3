//! Holds that expire while somebody is at it.

use std::time::Duration;

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CartId, CheckoutError};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, both, cups_and_teas, paid};
use crate::words::{Brief, expect_answer};

const LONG: Duration = Duration::from_secs(10 * 60 + 1);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("a-hold-expires-once", "a hold expires once")
            .level(Level::L6)
            .weight(2)
            .hint("Who notices, who gives back, and who strikes it off: is that one step?")
            .explore(a_hold_expires_once),
        Check::concurrency("an-expired-hold-has-one-heir", "what an expired hold leaves has one heir")
            .level(Level::L6)
            .weight(2)
            .hint("The late payment and the next customer both want the unit. Who decides?")
            .explore(an_expired_hold_has_one_heir),
        Check::concurrency("a-hold-expires-beside-a-checkout", "a hold may expire while others reserve")
            .level(Level::L6)
            .hint("The one takes units off and writes a hold down, the other strikes a hold off and puts units back. Which locks, in which order?")
            .explore(a_hold_expires_beside_a_checkout),
    ]
}

/// The payment for the only tea is pending.
fn pending(build: Subject) -> (Market, CartId) {
    let market = Market::open(build, cups_and_teas(0, 1));
    let cart = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Late]);
    let bought = market.checkout(cart, "key-1");
    let what = "checked out, and the payment is pending since a charge timed out";
    expect_answer(&bought, &Err(CheckoutError::OutcomeUnknown), what);
    (market, cart)
}

fn a_hold_expires_once(build: Subject) {
    let (market, _cart) = pending(build);
    market.wait(LONG);
    let look = || market.does(|market| market.shop.stock(&"tea".into()));
    let (first, second) = both(("phone", look()), ("laptop", look()));
    expect!(first <= 1 && second <= 1, "there is one tea, and its hold has expired: saw {first} and {second} on sale");
    market.expect_stock("tea", 1, "after the hold of the only tea expired, and two customers looked at once");
}

fn a_hold_expires_beside_a_checkout(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 3));
    let cart = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Late]);
    let _unknown = market.checkout(cart, "key-1");
    let bob = market.filled("bob", [(1, "tea")]);
    let looking = market.does(|market| {
        market.wait(LONG);
        market.shop.stock(&"tea".into())
    });
    let (bought, seen) = both(("bob", market.buying(bob, "key-2")), ("eve", looking));
    let what = "bob bought one of three tea while the hold of another one expired";
    expect!(
        bought.is_ok() && seen <= 3,
        "{what}: got {}, and {seen} were seen on sale, expected an order and 3 at most",
        bought.brief()
    );
    market.expect_stock("tea", 2, &format!("after {what}"));
}

fn an_expired_hold_has_one_heir(build: Subject) {
    let (market, ann) = pending(build);
    let bob = market.filled("bob", [(1, "tea")]);
    market.gateway.lands();
    // The time is over at some instant of the first call, before it, or after it.
    let buying = market.does(move |market| {
        market.wait(LONG);
        market.checkout(bob, "key-2")
    });
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", buying));
    let seen = format!("ann, who had paid late, got {}, bob {}", first.brief(), second.brief());
    let what = "the hold of the only tea expired, and two customers wanted it";
    expect!(first.is_ok() != second.is_ok(), "{what}; one of them gets it: {seen}");
    market.expect_taken(paid([&first, &second]), &format!("after {what} ({seen})"));
    market.expect_stock("tea", 0, &format!("after {what} ({seen})"));
}
