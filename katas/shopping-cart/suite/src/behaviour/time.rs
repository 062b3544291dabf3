//! Time: holds that expire, and keys that are forgotten.

use std::time::Duration;

use kata_suite::{Check, Level, expect, thread};
use shopping_cart_api::{CartId, CheckoutError, Clock, Request};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Bought, Market, both, cups_and_teas, paid};
use crate::words::{Brief, expect_answer};

const SECOND: Duration = Duration::from_secs(1);
const HOLD: Duration = Duration::from_secs(10 * 60);
const TTL: Duration = Duration::from_secs(24 * 60 * 60);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("an-expired-hold-is-on-sale-again", "units are on sale again when their hold has expired")
            .level(Level::L6)
            .weight(2)
            .hint("Who notices that the time is over? Any call may be the next one; and once is enough.")
            .run(an_expired_hold_is_on_sale_again),
        Check::behaviour("a-payment-may-outlast-its-hold", "a payment that outlasts its hold sells nothing twice")
            .level(Level::L6)
            .hint("The hold of a checkout expires while it is charging, or not. Who looks, when the money is there?")
            .run(a_payment_may_outlast_its_hold),
        Check::behaviour("an-expired-cart-is-bought-once", "a cart whose hold has expired is bought once")
            .level(Level::L6)
            .weight(2)
            .hint("The hold is over, the payment is not: is the cart free, and may the money still come?")
            .run(an_expired_cart_is_bought_once),
        Check::behaviour("what-is-sold-stays-sold", "what is sold stays sold")
            .level(Level::L6)
            .hint("What becomes of a hold when its order is placed?")
            .run(what_is_sold_stays_sold),
        Check::behaviour("late-money-still-buys", "late money still buys what is there")
            .level(Level::L6)
            .hint("The hold has expired: are the units still there, and who takes them off the shelf?")
            .run(late_money_still_buys),
        Check::behaviour("late-money-goes-back", "late money for what is gone goes back")
            .level(Level::L6)
            .weight(2)
            .hint("No order, no money: what does the gateway offer for that?")
            .run(late_money_goes_back),
        Check::behaviour("a-key-is-remembered-for-its-time", "a key is remembered for its time")
            .level(Level::L6)
            .hint("How long, and counted from when?")
            .run(a_key_is_remembered_for_its_time),
        Check::behaviour("a-key-is-forgotten-after-its-time", "a key is forgotten after its time")
            .level(Level::L6)
            .weight(2)
            .hint("It may be used for something new then, and that must be paid, too: under which key does the gateway know it?")
            .run(a_key_is_forgotten_after_its_time),
    ]
}

/// The payment for the only tea is pending.
fn pending(build: Subject) -> (Market, CartId) {
    let market = Market::open(build, cups_and_teas(5, 1));
    let cart = late(&market);
    (market, cart)
}

/// A cart with one tea is checked out, and the payment is pending.
fn late(market: &Market) -> CartId {
    let cart = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Late]);
    let bought = market.checkout(cart, "key-1");
    let what = "checked out, and the payment is pending since a charge timed out";
    expect_answer(&bought, &Err(CheckoutError::OutcomeUnknown), what);
    cart
}

/// Any call, after which what is over is over.
fn any_call(market: &Market) {
    let _any = market.stock("cup");
}

fn an_expired_hold_is_on_sale_again(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 1));
    // A shop may wait a while for a late answer, so the hold began between these two.
    let before = market.clock.now();
    late(&market);
    let after = market.clock.now();
    market.wait_until(before + (HOLD - SECOND));
    any_call(&market);
    market.expect_stock("tea", 0, "a second before the hold of the only tea expires");
    market.wait_until(after + (HOLD + SECOND));
    any_call(&market);
    market.expect_stock("tea", 1, "a second after the hold of the only tea expired, and another call");
    market.wait(HOLD);
    any_call(&market);
    market.expect_stock("tea", 1, "long after the hold of the only tea expired");
    let other = market.filled("bob", [(1, "tea")]);
    market.bought(other, "key-2", "the only tea, whose hold for somebody else had expired");
    market.wait(HOLD);
    any_call(&market);
    market.expect_stock("tea", 0, "long after the only tea was sold to the next customer");
    a_hold_begins_with_the_reservation(build);
}

fn a_hold_begins_with_the_reservation(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 1));
    market.gateway.takes(HOLD / 2);
    let before = market.clock.now();
    late(&market);
    market.wait_until(before + (HOLD + SECOND));
    any_call(&market);
    let when = "ten minutes after the only tea was reserved for a payment that took five minutes to time out, and another call";
    market.expect_stock("tea", 1, when);

    let (market, cart) = pending(build);
    let before = market.clock.now();
    market.wait(HOLD / 2);
    let again = market.checkout(cart, "key-1");
    let what = "asked again with the key, five minutes later, while the payment was pending";
    expect_answer(&again, &Err(CheckoutError::OutcomeUnknown), what);
    market.wait_until(before + (HOLD + SECOND));
    any_call(&market);
    market.expect_stock("tea", 1, "after the hold of the only tea expired, whose customer had asked again meanwhile");
}

fn a_payment_may_outlast_its_hold(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 1));
    market.gateway.takes(HOLD + 60 * SECOND);
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    let later = market.does(move |market| {
        thread::sleep(HOLD + SECOND);
        market.gateway.takes(Duration::ZERO);
        market.checkout(bob, "key-2")
    });
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", later));
    let when = format!(
        "after a payment that took longer than its hold, while another customer wanted the same tea (they got {} and {})",
        first.brief(),
        second.brief()
    );
    expect_sound(&market, &[&first, &second], &when);
    expect!(first.is_ok() || second.is_ok(), "{when}: nobody got the tea");
}

fn an_expired_cart_is_bought_once(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = late(&market);
    market.wait(HOLD + SECOND);
    any_call(&market);
    let second = market.checkout(cart, "key-2");
    let may = matches!(&second, Ok(_) | Err(CheckoutError::InProgress));
    expect!(
        may,
        "a payment is pending, its hold has expired, and the cart was checked out with another key: got {}, expected \
         InProgress, or an order if the first payment was cancelled",
        second.brief()
    );
    market.gateway.lands();
    let first = market.checkout(cart, "key-1");
    let seen = format!("the other key got {}, the first one {}", second.brief(), first.brief());
    let sold = [&first, &second].into_iter().filter(|bought| bought.is_ok()).count();
    let what = "after a cart with 1 tea was checked out with two keys, and the hold of the first payment had expired";
    expect!(sold == 1, "{what}: it was bought {sold} times ({seen})");
    market.expect_taken(450, &format!("{what} ({seen})"));
    market.expect_stock("tea", 4, &format!("{what} ({seen})"));
}

fn what_is_sold_stays_sold(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.bought(cart, "key-1", "2 tea");
    let late = market.filled("bob", [(1, "tea")]);
    market.gateway.will([Answer::Late]);
    let _pending = market.checkout(late, "key-2");
    market.gateway.lands();
    market.bought(late, "key-2", "again with the key, when the late payment had gone through");
    let declined = market.filled("eve", [(1, "tea")]);
    market.gateway.will([Answer::Decline]);
    let _declined = market.checkout(declined, "key-3");
    market.wait(HOLD + SECOND);
    any_call(&market);
    market.expect_stock("tea", 2, "long after 3 of 5 tea were sold, and a payment for 1 was declined");
}

/// What must hold in the end, whoever got what: no more is sold than there was, and nobody paid for nothing.
fn expect_sound(market: &Market, bought: &[&Bought], when: &str) {
    let sold = bought.iter().filter(|bought| bought.is_ok()).count();
    expect!(sold <= 1, "{when}: the only tea was sold {sold} times");
    market.expect_taken(paid(bought.iter().copied()), when);
    market.expect_stock("tea", 1 - sold as u32, when);
}

fn late_money_still_buys(build: Subject) {
    // An order's key is forgotten after a day; one that led to no order yet is not.
    for (late, how_late) in [(HOLD + SECOND, "ten minutes"), (HOLD + 2 * TTL, "two days")] {
        let (market, cart) = pending(build);
        market.gateway.lands();
        market.wait(late);
        any_call(&market);
        let bought = market.checkout(cart, "key-1");
        let when = format!(
            "{how_late} after a payment that went through late; the hold of the tea had expired, and nobody had bought it"
        );
        expect!(bought.is_ok(), "asked again {when}: got {}, expected an order", bought.brief());
        expect_sound(&market, &[&bought], &when);
    }
}

fn late_money_goes_back(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 1));
    let cart = market.filled("ann", [(1, "cup"), (1, "tea")]);
    market.gateway.will([Answer::Late]);
    let _unknown = market.checkout(cart, "key-1");
    market.wait(HOLD + SECOND);
    let other = market.filled("bob", [(1, "tea")]);
    let second = market.checkout(other, "key-2");
    expect!(second.is_ok(), "bought the only tea, whose hold for somebody else had expired: got {}", second.brief());
    market.gateway.lands();
    let first = market.checkout(cart, "key-1");
    let when = "after a payment went through late, and the tea had been sold to somebody else";
    let expected = Err(CheckoutError::OutOfStock("tea".into()));
    expect_answer(&first, &expected, format!("asked again {when}"));
    expect_sound(&market, &[&first, &second], when);
    market.expect_stock("cup", 5, &format!("{when}, but none of the cups that were wanted with it"));
    market.expect_lines(cart, "1 cup at 12.00 + 1 tea at 4.50", &format!("{when}, and the checkout was refused"));
    let set = market.set_quantity(cart, 0, "tea");
    expect_answer(&set, &Ok(()), format!("took the tea out of the cart, {when}"));
    market.bought(cart, "key-1", &format!("the rest of the cart, with the same key, {when}"));
    market.expect_taken(1650, &format!("{when}, and the rest of the cart was bought for 12.00"));
    what_is_gone_is_not_charged(build);
}

/// Money is taken only for units that are reserved: also where the first try came to nothing.
fn what_is_gone_is_not_charged(build: Subject) {
    let (market, cart) = pending(build);
    market.wait(HOLD + SECOND);
    let other = market.filled("bob", [(1, "tea")]);
    let second = market.checkout(other, "key-2");
    market.gateway.fails();
    let before = market.gateway.charges().len();
    let first = market.checkout(cart, "key-1");
    let when = "after a payment failed late, and the tea had been sold to somebody else";
    let expected = Err(CheckoutError::OutOfStock("tea".into()));
    expect_answer(&first, &expected, format!("asked again {when}"));
    let charges = market.gateway.charges().len() - before;
    expect!(charges == 0, "{when}, the gateway was asked for money {charges} times, and there was no tea to pay for");
    expect_sound(&market, &[&first, &second], when);
}

fn a_key_is_remembered_for_its_time(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    let order = market.bought(cart, "key-1", "2 tea");
    market.put(cart, 1, "cup");
    market.wait_until(order.placed_at + (TTL - SECOND));
    any_call(&market);
    let what = "checked out with a key whose order was placed 23:59:59 ago, and keys last for a day";
    expect_answer(&market.checkout(cart, "key-1"), &Ok(order), what);
    market.expect_taken(900, "after the key of an order for 9.00 was used again within its time");

    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = late(&market);
    market.wait(HOLD / 2);
    market.gateway.lands();
    let order = market.bought(cart, "key-1", "again, five minutes later, when the late payment had gone through");
    market.wait_until(order.placed_at + (TTL - SECOND));
    any_call(&market);
    expect_answer(&market.checkout(cart, "key-1"), &Ok(order), format!("{what}, by a payment that was late"));
}

fn a_key_is_forgotten_after_its_time(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    let order = market.bought(cart, "key-1", "2 tea");
    market.put(cart, 1, "cup");
    market.wait(TTL / 2);
    // To ask does not make it last.
    let again = market.checkout(cart, "key-1");
    expect_answer(&again, &Ok(order.clone()), "checked out with a key whose order was placed half a day ago");
    market.wait(TTL / 2 + SECOND);
    any_call(&market);
    let bought = market.checkout_with(cart, "key-1", Request::new("card-2", "2 Main Street"));
    let Ok(next) = bought else {
        kata_suite::complain(format!(
            "checked out 1 cup with a key that was used more than a day ago for something else: got {}, expected an order",
            bought.brief()
        ))
    };
    expect!(next.id != order.id, "the order for a forgotten key is the old one, {}", order.id);
    market.expect_taken(2100, "after orders for 9.00 and, with the same key a day later, for 12.00");
    expect!(market.shop.order(order.id) == Some(order), "the order of a forgotten key is forgotten, too");
}
