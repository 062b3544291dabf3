//! Two customers and what is on the shelf.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::CheckoutError;

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Bought, Market, both, cups_and_teas, paid};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("last-unit-has-one-buyer", "the last unit has one buyer")
            .level(Level::L4)
            .weight(2)
            .hint("What can happen between looking at the shelf and taking from it?")
            .explore(last_unit_has_one_buyer),
        Check::concurrency("customers-at-once-are-two", "two customers at once have carts and orders of their own")
            .level(Level::L4)
            .hint("Where do the numbers of carts and orders come from, and who else is asking for one?")
            .explore(customers_at_once_are_two),
        Check::concurrency(
            "opposite-carts-do-not-deadlock",
            "carts with the same SKUs in opposite order do not deadlock",
        )
        .level(Level::L5)
        .weight(2)
        .hint("In which order does a checkout take its locks, and in which order does another one?")
        .explore(opposite_carts_do_not_deadlock),
        Check::concurrency("two-carts-never-share-a-unit", "two carts never share a unit")
            .level(Level::L5)
            .hint("All or none, also when somebody else wants the same at the same time.")
            .explore(two_carts_never_share_a_unit),
        Check::concurrency("who-wants-too-many-keeps-nobody-out", "who wants too many keeps nobody from the rest")
            .level(Level::L5)
            .hint("What does the shelf look like to others while a checkout finds that there is not enough?")
            .explore(who_wants_too_many_keeps_nobody_out),
        Check::concurrency(
            "a-decline-gives-back-its-own-units",
            "a declined payment gives back its own units, and no others",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Between the reservation and the release, the shelf belongs to everybody.")
        .explore(a_decline_gives_back_its_own_units),
    ]
}

fn is_out(bought: &Bought) -> bool {
    matches!(bought, Err(CheckoutError::OutOfStock(_)))
}

fn last_unit_has_one_buyer(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 1));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() != second.is_ok(), "ann and bob wanted the only tea, and one of them has to get it: {seen}");
    let loser = if first.is_ok() { &second } else { &first };
    expect!(is_out(loser), "ann and bob wanted the only tea; one is told OutOfStock: {seen}");
    market.expect_taken(450, "after the only tea was sold");
    market.expect_stock("tea", 0, "after the only tea was sold");
}

fn customers_at_once_are_two(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let visit = |customer: &'static str, sku: &'static str| {
        market.does(move |market| {
            let cart = market.filled(customer, [(1, sku)]);
            (cart, market.checkout(cart, customer))
        })
    };
    let ((ann, first), (bob, second)) = both(("ann", visit("ann", "tea")), ("bob", visit("bob", "cup")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(ann != bob, "ann and bob opened carts at once, and both are called {ann}: {seen}");
    let (Ok(first), Ok(second)) = (first, second) else {
        kata_suite::complain(format!("ann and bob bought what is in stock: {seen}"))
    };
    expect!(first.id != second.id, "ann and bob ordered at once, and both orders are called {}: {seen}", first.id);
    for order in [first, second] {
        let known = market.shop.order(order.id);
        let brief = known.as_ref().map_or("nothing".to_owned(), Brief::brief);
        expect!(known.as_ref() == Some(&order), "ann and bob ordered at once ({seen}); {} is {brief} now", order.id);
    }
}

fn opposite_carts_do_not_deadlock(build: Subject) {
    let market = Market::open(build, cups_and_teas(3, 3));
    let (ann, bob) = (market.filled("ann", [(2, "tea"), (1, "cup")]), market.filled("bob", [(2, "cup"), (1, "tea")]));
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "ann and bob bought cups and tea, and there was enough: {seen}");
    market.expect_stock("tea", 0, "after ann and bob bought all of it");
    market.expect_stock("cup", 0, "after ann and bob bought all of them");
}

fn two_carts_never_share_a_unit(build: Subject) {
    let market = Market::open(build, cups_and_teas(1, 1));
    let (ann, bob) = (market.filled("ann", [(1, "tea"), (1, "cup")]), market.filled("bob", [(1, "cup"), (1, "tea")]));
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    let sold = [&first, &second].into_iter().filter(|bought| bought.is_ok()).count() as u32;
    let refused = [&first, &second].into_iter().filter(|bought| is_out(bought)).count() as u32;
    // Both may be refused, if each had reserved what the other one wanted.
    expect!(sold <= 1 && sold + refused == 2, "ann and bob both wanted the only cup and the only tea: {seen}");
    market.expect_stock(
        "tea",
        1 - sold,
        &format!("after ann and bob both wanted the only cup and the only tea ({seen})"),
    );
    market.expect_stock(
        "cup",
        1 - sold,
        &format!("after ann and bob both wanted the only cup and the only tea ({seen})"),
    );
    market.expect_taken(paid([&first, &second]), &format!("after {seen}"));
}

fn who_wants_too_many_keeps_nobody_out(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 1));
    let (ann, bob) = (market.filled("ann", [(2, "tea")]), market.filled("bob", [(1, "tea")]));
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    let what = "there was 1 tea; ann wanted 2, and bob wanted 1";
    expect!(is_out(&first), "{what}, so ann is told OutOfStock: {seen}");
    expect!(second.is_ok(), "{what}, which was there all the time: {seen}");
    market.expect_stock("tea", 0, &format!("after bob bought the only tea ({seen})"));
}

fn a_decline_gives_back_its_own_units(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 2));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.gateway.will([Answer::Decline]);
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(
        first.is_ok() != second.is_ok() && !is_out(&first) && !is_out(&second),
        "ann and bob each bought one of two tea, and the gateway declined one payment: {seen}"
    );
    market.expect_stock("tea", 1, &format!("after one of two tea was sold, and a payment for one declined ({seen})"));
    market.expect_taken(450, &format!("after one of two payments was declined ({seen})"));
}
