//! One customer, twice at the checkout.

use kata_suite::{Check, Level, expect};
use shopping_cart_api::CheckoutError;

use crate::Subject;
use crate::market::{Bought, Market, both, cups_and_teas, paid};
use crate::words::{Brief, expect_answer};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("a-raced-key-pays-once", "a key that is used twice at once pays once")
            .level(Level::L5)
            .weight(3)
            .hint("When does a key begin to mean something: before the charge, or after it?")
            .explore(a_raced_key_pays_once),
        Check::concurrency("a-cart-is-bought-once", "a cart with two keys at once is bought once")
            .level(Level::L5)
            .weight(2)
            .hint("Whose turn is it? The key is not the only thing that is taken.")
            .explore(a_cart_is_bought_once),
        Check::concurrency(
            "a-raced-key-is-for-one-cart",
            "a key that is used for two carts at once is for one of them",
        )
        .level(Level::L5)
        .hint("Looking whether the key is used, and using it, are one step.")
        .explore(a_raced_key_is_for_one_cart),
    ]
}

fn a_raced_key_pays_once(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 5));
    let cart = market.filled("ann", [(1, "tea")]);
    let buying = || {
        market.does(move |market| {
            let bought = market.checkout(cart, "key-1");
            let known = bought.as_ref().ok().map(|order| market.shop.order(order.id));
            (bought, known)
        })
    };
    let ((first, first_known), (second, second_known)) = both(("phone", buying()), ("retry", buying()));
    let seen = format!("one got {}, the other {}", first.brief(), second.brief());
    for (bought, known) in [(&first, first_known), (&second, second_known)] {
        let unknown = known == Some(None);
        expect!(!unknown, "a checkout returned {}, and `order` did not know it right after that", bought.brief());
    }
    market.expect_taken(450, &format!("after the same checkout for 4.50 was sent twice at once ({seen})"));
    let orders: Vec<_> = [&first, &second].into_iter().flatten().collect();
    let Some(order) = orders.first().copied() else {
        kata_suite::complain(format!("the same checkout was sent twice at once, and there is no order: {seen}"))
    };
    for other in [&first, &second] {
        expect!(
            *other == Ok(order.clone()) || *other == Err(CheckoutError::InProgress),
            "the same checkout was sent twice at once; each gets the same order, or InProgress: {seen}"
        );
    }
    let again = market.checkout(cart, "key-1");
    expect_answer(&again, &Ok(order.clone()), format!("asked again with the key ({seen})"));
    market.expect_taken(450, "after the same checkout for 4.50 was sent a third time");
    market.expect_stock("tea", 4, "after 1 of 5 tea was sold");
    let told = market.mailer.story().len();
    expect!(told == 1, "the same checkout was sent three times, and {told} mails were sent");
}

fn a_cart_is_bought_once(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 5));
    let cart = market.filled("ann", [(1, "tea")]);
    let (first, second) = both(("phone", market.buying(cart, "key-1")), ("laptop", market.buying(cart, "key-2")));
    let seen = format!("one got {}, the other {}", first.brief(), second.brief());
    let is_loser = |bought: &Bought| matches!(bought, Err(CheckoutError::InProgress | CheckoutError::EmptyCart));
    let what = "a cart with 1 tea was checked out twice at once, with two keys";
    expect!(
        (first.is_ok() && is_loser(&second)) || (second.is_ok() && is_loser(&first)),
        "{what}; one gets an order, the other InProgress or EmptyCart: {seen}"
    );
    market.expect_taken(paid([&first, &second]), &format!("after {what} ({seen})"));
    market.expect_stock("tea", 4, &format!("after {what} ({seen})"));
    market.expect_lines(cart, "nothing", &format!("after {what} ({seen})"));
}

fn a_raced_key_is_for_one_cart(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let (cart, other) = (market.filled("ann", [(1, "tea")]), market.filled("ann", [(1, "cup")]));
    let (first, second) = both(("phone", market.buying(cart, "key-1")), ("laptop", market.buying(other, "key-1")));
    let seen = format!("one got {}, the other {}", first.brief(), second.brief());
    let is_loser = |bought: &Bought| matches!(bought, Err(CheckoutError::InProgress | CheckoutError::KeyConflict(_)));
    let what = "two carts of ann's were checked out at once with one key";
    expect!(
        (first.is_ok() && is_loser(&second)) || (second.is_ok() && is_loser(&first)),
        "{what}; one gets an order, the other KeyConflict or InProgress: {seen}"
    );
    market.expect_taken(paid([&first, &second]), &format!("after {what} ({seen})"));
}
