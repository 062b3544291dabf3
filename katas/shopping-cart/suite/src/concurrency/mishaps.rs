//! Ports that panic: whoever called them may go down, the shop may not.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::CheckoutError;

use crate::Subject;
use crate::doubles::{Answer, LookUp, Mood};
use crate::market::{Bought, Market, both, cups_and_teas, outcome, survived};
use crate::words::{Brief, expect_answer};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("a-panicking-gateway-leaves-the-key-usable", "a panicking gateway leaves the key usable")
            .level(Level::L6)
            .weight(2)
            .hint("A panic is a time-out. What does it leave behind, and who finds it?")
            .explore(a_panicking_gateway_leaves_the_key_usable),
        Check::concurrency("a-panicking-look-up-leaves-the-key-usable", "a look-up that panics leaves the key usable")
            .level(Level::L6)
            .hint("The gateway has two methods that you call. From which line on is a panic cleaned up after, and up to which?")
            .explore(a_panicking_look_up_leaves_the_key_usable),
        Check::concurrency("a-panicking-gateway-stops-nobody-else", "a panicking gateway stops nobody else")
            .level(Level::L6)
            .hint("What does a panic leave behind: a poisoned lock, a mark on a cart, a thread that has died?")
            .explore(a_panicking_gateway_stops_nobody_else),
        Check::concurrency("a-panicking-observer-undoes-no-order", "a panicking observer undoes no order")
            .level(Level::L6)
            .hint("What is still to be done when the observer is told, and who does it when that unwinds?")
            .explore(a_panicking_observer_undoes_no_order),
    ]
}

/// A checkout under which the gateway panics: it may unwind, or say that the outcome is unknown.
fn shaken(market: &Market, cart: shopping_cart_api::CartId) -> String {
    let bought = survived(|| market.checkout(cart, "key-1"));
    let may = matches!(&bought, Err(_) | Ok(Err(CheckoutError::OutcomeUnknown) | Ok(_)));
    let seen = outcome(&bought);
    expect!(may, "checked out while the gateway panicked: got {seen}, expected a panic, OutcomeUnknown, or an order");
    seen
}

fn a_panicking_gateway_leaves_the_key_usable(build: Subject) {
    for (answer, when) in
        [(Answer::PanicAfterCharging, "after it took the money"), (Answer::Panic, "before it took the money")]
    {
        let market = Market::open(build, cups_and_teas(0, 1));
        let cart = market.filled("ann", [(1, "tea")]);
        market.gateway.will([answer]);
        let first = shaken(&market, cart);
        let retry = || market.does(move |market| survived(|| market.checkout(cart, "key-1")));
        let (second, third) = both(("phone", retry()), ("laptop", retry()));
        let seen = format!("the first got {first}, then two at once {} and {}", outcome(&second), outcome(&third));
        let what = format!("the gateway panicked {when}, and the key was used again");
        let fine = |bought: &Result<Bought, _>| {
            matches!(bought, Ok(Ok(_) | Err(CheckoutError::InProgress | CheckoutError::OutcomeUnknown)))
        };
        expect!(fine(&second) && fine(&third), "{what}; each gets the order, or is told that it is not over: {seen}");
        let order = market.bought(cart, "key-1", &format!("once more, and {what} ({seen})"));
        market.expect_taken(450, &format!("after {what} ({seen})"));
        market.expect_stock("tea", 0, &format!("after {what}, and the only tea was sold"));
        expect_answer(&market.checkout(cart, "key-1"), &Ok(order), what);
    }
}

fn a_panicking_look_up_leaves_the_key_usable(build: Subject) {
    for (answer, when) in [
        (Answer::TimeOutAfterCharging, "after a charge that took the money and timed out"),
        (Answer::Late, "when a late payment was asked for again"),
    ] {
        let market = Market::open(build, cups_and_teas(0, 1));
        let cart = market.filled("ann", [(1, "tea")]);
        market.gateway.will([answer]);
        if answer == Answer::Late {
            let _unknown = market.checkout(cart, "key-1");
        }
        market.gateway.looks_up(LookUp::Panics);
        let first = shaken(&market, cart);
        market.gateway.looks_up(LookUp::Works);
        market.gateway.lands();
        let what = format!("the gateway panicked at a look-up, {when}");
        let order = market.bought(cart, "key-1", &format!("again, and {what} (the first got {first})"));
        market.expect_taken(450, &format!("after {what}"));
        market.expect_stock("tea", 0, &format!("after {what}, and the only tea was sold"));
        expect_answer(&market.checkout(cart, "key-1"), &Ok(order), what);
    }
}

fn a_panicking_gateway_stops_nobody_else(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 2));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.gateway.will([Answer::Panic]);
    let buy = |cart, key| market.does(move |market| survived(|| market.checkout(cart, key)));
    let (first, second) = both(("ann", buy(ann, "key-1")), ("bob", buy(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", outcome(&first), outcome(&second));
    let fine = [&first, &second].into_iter().filter(|bought| matches!(bought, Ok(Ok(_)))).count();
    expect!(fine >= 1, "ann and bob each bought one of two tea, and the gateway panicked under one of them: {seen}");
    for (who, cart, key) in [("ann", ann, "key-1"), ("bob", bob, "key-2")] {
        let again = survived(|| market.checkout(cart, key));
        let answer = outcome(&again);
        expect!(matches!(again, Ok(Ok(_))), "after that, {who} asked again with the key: got {answer} ({seen})");
    }
    market.expect_taken(900, &format!("after ann and bob had both bought in the end ({seen})"));
    market.expect_stock("tea", 0, &format!("after ann and bob had both bought in the end ({seen})"));
}

fn a_panicking_observer_undoes_no_order(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 2));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.mailer.is(Mood::Panics);
    let buy = |cart, key| market.does(move |market| survived(|| market.checkout(cart, key)));
    let (first, second) = both(("ann", buy(ann, "key-1")), ("bob", buy(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", outcome(&first), outcome(&second));
    let _told = market.mailer.story();
    for (who, cart, key, bought) in [("ann", ann, "key-1", first), ("bob", bob, "key-2", second)] {
        let refused = matches!(&bought, Ok(Err(_)));
        expect!(!refused, "ann and bob bought tea, and the observer panicked when told: {seen}");
        let again = survived(|| market.checkout(cart, key));
        let Ok(Ok(order)) = &again else {
            kata_suite::complain(format!(
                "the observer panicked when told of the order of {who}, who asked again with the key: got {} ({seen})",
                outcome(&again)
            ))
        };
        let known = market.shop.order(order.id);
        expect!(
            known.as_ref() == Some(order),
            "the observer panicked when told of {}, and nobody knows it",
            order.brief()
        );
    }
    market.expect_taken(900, &format!("after two orders that the observer panicked about ({seen})"));
    market.expect_stock("tea", 0, &format!("after two orders that the observer panicked about ({seen})"));
}
