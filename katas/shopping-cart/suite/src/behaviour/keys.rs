//! Keys: however often it is asked for, it is one order.

use std::time::Duration;

use kata_suite::{Check, Level, expect, thread};
use shopping_cart_api::{CheckoutError, Request};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, both, cups_and_teas};
use crate::words::expect_answer;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("same-key-is-the-same-order", "the same key is the same order")
            .level(Level::L4)
            .weight(2)
            .hint("Look at the key first: the cart may be empty, or full again, by the time the request is sent again.")
            .run(same_key_is_the_same_order),
        Check::behaviour("same-key-for-something-else-conflicts", "the same key for something else conflicts")
            .level(Level::L4)
            .weight(2)
            .hint("What must you remember with a key to see that it is used for something else?")
            .run(same_key_for_something_else_conflicts),
        Check::behaviour("a-key-in-use-conflicts", "a key that is in use conflicts, too")
            .level(Level::L5)
            .hint("A checkout with the key is not over, and the key comes with something else. In which order are the errors?")
            .run(a_key_in_use_conflicts),
        Check::behaviour("keys-belong-to-their-customer", "a key belongs to its customer")
            .level(Level::L4)
            .hint("Two apps may make up the same key.")
            .run(keys_belong_to_their_customer),
        Check::behaviour("a-declined-key-is-as-good-as-new", "a declined key is as good as new")
            .level(Level::L4)
            .hint("Is a refusal worth remembering?")
            .run(a_declined_key_is_as_good_as_new),
    ]
}

fn same_key_is_the_same_order(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    let order = market.bought(cart, "key-1", "2 tea");
    for what in ["again with the same key", "again with the same key, with a cup in the cart now"] {
        market.wait(std::time::Duration::from_secs(60));
        expect_answer(&market.checkout(cart, "key-1"), &Ok(order.clone()), format!("checked out 2 tea, and {what}"));
        market.expect_taken(900, &format!("after 9.00 were paid, and the customer asked {what}"));
        market.expect_stock("tea", 3, &format!("after 2 of 5 tea were sold, and the customer asked {what}"));
        if market.units(cart, "cup") == 0 {
            market.put(cart, 1, "cup");
        }
    }
    market.expect_lines(cart, "1 cup at 12.00", "after an old key was used once more");
}

fn same_key_for_something_else_conflicts(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let (cart, other) = (market.filled("ann", [(2, "tea")]), market.filled("ann", [(2, "tea")]));
    market.bought(cart, "key-1", "2 tea");
    market.put(cart, 2, "tea");
    let conflict = Err(CheckoutError::KeyConflict("key-1".into()));
    for request in [Request::new("card-2", "1 Main Street"), Request::new("card-1", "2 Main Street")] {
        let bought = market.checkout_with(cart, "key-1", request);
        expect_answer(&bought, &conflict, "checked out with a used key, and with another card or address");
    }
    expect_answer(&market.checkout(other, "key-1"), &conflict, "checked out another cart with a used key");
    market.expect_taken(900, "after a used key came with another card, another address and another cart");
    market.expect_stock("tea", 3, "after a used key came with another card, another address and another cart");
    market.bought(other, "key-2", "the other cart with a key of its own");
}

fn a_key_in_use_conflicts(build: Subject) {
    let conflict = Err(CheckoutError::KeyConflict("key-1".into()));
    let market = Market::open(build, cups_and_teas(5, 5));
    let (cart, other) = (market.filled("ann", [(2, "tea")]), market.filled("ann", [(2, "tea")]));
    market.gateway.will([Answer::Late]);
    let _unknown = market.checkout(cart, "key-1");
    let bought = market.checkout_with(cart, "key-1", Request::new("card-1", "2 Main Street"));
    expect_answer(&bought, &conflict, "checked out with another address, and a key whose payment is pending");
    expect_answer(
        &market.checkout(other, "key-1"),
        &conflict,
        "checked out another cart with a key whose payment is pending",
    );

    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.takes(Duration::from_secs(10));
    let later = market.does(move |market| {
        thread::sleep(Duration::from_secs(1));
        market.checkout_with(cart, "key-1", Request::new("card-1", "2 Main Street"))
    });
    let (_, second) = both(("phone", market.buying(cart, "key-1")), ("laptop", later));
    expect_answer(
        &second,
        &conflict,
        "checked out with another address, and a key under which a payment was being made",
    );
    market.expect_taken(900, "after one key came with two addresses while its payment was being made");
}

fn keys_belong_to_their_customer(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let (ann, bob) = (market.filled("ann", [(2, "tea")]), market.filled("bob", [(2, "tea")]));
    let first = market.bought(ann, "key-1", "the cart of ann");
    let second = market.bought(bob, "key-1", "the cart of bob with a key that ann has used");
    expect!(
        second.customer == "bob".into() && second.id != first.id,
        "ann and bob both used the key key-1: bob got the order {} of {}",
        second.id,
        second.customer
    );
    market.expect_taken(1800, "after ann and bob both bought for 9.00 with the key key-1");
}

fn a_declined_key_is_as_good_as_new(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let (cart, other) = (market.filled("ann", [(2, "tea")]), market.filled("ann", [(1, "cup")]));
    market.gateway.will([Answer::Decline]);
    let _declined = market.checkout(cart, "key-1");
    market.bought(cart, "key-1", "again, with a key whose payment was declined");
    market.gateway.will([Answer::Decline]);
    let _declined = market.checkout(other, "key-2");
    let bought = market.checkout_with(other, "key-2", Request::new("card-2", "1 Main Street"));
    let seen = crate::words::Brief::brief(&bought);
    expect!(bought.is_ok(), "checked out with another card, and a key whose payment was declined: got {seen}");
    market.expect_taken(2100, "after 9.00 and 12.00 were paid at the second try");
}
