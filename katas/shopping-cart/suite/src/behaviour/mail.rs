//! The mail: who hears of an order.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, expect};

use crate::Subject;
use crate::doubles::{Answer, Mood};
use crate::market::{Market, cups_and_teas};
use crate::words::expect_answer;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("each-order-is-told-once", "each order is told once")
            .level(Level::L4)
            .hint("Not a declined one, not a replay.")
            .run(each_order_is_told_once),
        Check::behaviour("an-order-is-known-when-it-is-told", "an order is known when it is told")
            .level(Level::L4)
            .hint("First it happens, then it is told.")
            .run(an_order_is_known_when_it_is_told),
        Check::behaviour("a-lost-mail-does-not-fail-the-order", "a lost mail does not fail the order")
            .level(Level::L4)
            .hint("Who cares for the result of `order_placed`?")
            .run(a_lost_mail_does_not_fail_the_order),
    ]
}

fn each_order_is_told_once(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Decline]);
    let _declined = market.checkout(cart, "key-1");
    let order = market.bought(cart, "key-1", "2 tea");
    let _replay = market.checkout(cart, "key-1");
    let told = market.mailer.story();
    expect!(
        told == [order.clone()],
        "checked out, which was declined, then bought {}, then asked again with the key: the observer was told of {} orders, \
         expected one",
        order.id,
        told.len()
    );
}

fn an_order_is_known_when_it_is_told(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    let seen = Arc::new(Mutex::new(None));
    let (shop, mailer, note) = (market.shop_for_errand(), Arc::downgrade(&market.mailer), seen.clone());
    market.mailer.runs(move || {
        let told = mailer.upgrade().and_then(|mailer| mailer.latest());
        let known = told.as_ref().and_then(|told| shop.upgrade().map(|shop| shop.order(told.id) == Some(told.clone())));
        *note.lock().unwrap_or_else(PoisonError::into_inner) = known;
    });
    market.bought(cart, "key-1", "2 tea");
    let _story = market.mailer.story();
    let seen = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    expect!(seen == Some(true), "when told of an order, the observer looked it up, and did not find it as it was told");
}

fn a_lost_mail_does_not_fail_the_order(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.mailer.is(Mood::Fails);
    let order = market.bought(cart, "key-1", "and the mail was not sent");
    let told = market.mailer.story().len();
    expect!(told == 1, "a mail was not sent, and nobody tries again: the observer was told of the order {told} times");
    expect_answer(
        &market.checkout(cart, "key-1"),
        &Ok(order),
        "checked out again with the key of an order without a mail",
    );
    market.expect_taken(900, "after an order for 9.00 without a mail");
    market.expect_stock("tea", 3, "after 2 of 5 tea were sold without a mail");
}
