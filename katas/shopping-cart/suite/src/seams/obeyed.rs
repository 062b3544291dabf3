//! What becomes of the policies' answers.

use std::time::Duration;

use kata_suite::spies::Seen;
use kata_suite::{Check, Level, complain_with, seams, spies};
use shopping_cart_api::{Cents, CheckoutError, Discount};

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("the-discount-is-the-discount", "the discount is what promotions say")
            .level(Level::L5)
            .weight(2)
            .hint("Where else does your code work out a total?")
            .run(the_discount_is_the_discount),
        Check::seams("retry-may-give-up", "retry may give up at once")
            .level(Level::L5)
            .weight(2)
            .hint("What does your checkout do when the policy says no after the first failure?")
            .run(retry_may_give_up),
        Check::seams("the-wait-is-the-wait", "the wait is what retry says")
            .level(Level::L6)
            .hint("Another policy may wait for a second, or for no time at all.")
            .run(the_wait_is_the_wait),
    ]
}

/// The answer is a cent more: as a discount and as a price, that is legal for a cart with 10 % off.
fn the_discount_is_the_discount(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9).discount(Discount::PercentOff(10)));
    promotions().watch();
    promotions().answers_with(|said: &Cents, _: &Seen| Some(Cents::new(said.get() + 1)));
    let cart = market.filled("ann", [(1, "cup")]);
    let view = market.view(cart).total;
    let order = market.checkout(cart, "key-1").ok().map(|order| order.total);
    seams::altered(promotions(), "an amount in Cents");
    let charged = market.gateway.charges().first().map(|charge| charge.what.amount);
    let usual = Cents::new(1080);
    let seen = [("the cart costs", Some(view)), ("the order says", order), ("the gateway was asked for", charged)];
    let usual_one = seen.iter().find(|(_, amount)| *amount == Some(usual));
    if let Some((who, _)) = usual_one {
        let message =
            format!("`promotions` said a cent more or less than 10 % off 12.00, and {who} {usual} all the same");
        complain_with(message, seams::lines(&promotions().crossings()));
    }
    let amounts: Vec<Cents> = seen.iter().filter_map(|(_, amount)| *amount).collect();
    if amounts.iter().any(|amount| *amount != amounts[0]) {
        let said: Vec<_> =
            seen.iter().filter_map(|(who, amount)| amount.map(|amount| format!("{who} {amount}"))).collect();
        let message = format!("`promotions` were asked about one cart, and {}", said.join(", "));
        complain_with(message, seams::lines(&promotions().crossings()));
    }
}

fn retry_may_give_up(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9));
    retry().watch();
    let cart = market.filled("ann", [(1, "tea")]);
    retry().refuses();
    market.gateway.will([Answer::Unavailable]);
    let bought = market.checkout(cart, "key-1");
    seams::refused(retry());
    let charges = market.gateway.charges().len();
    if charges != 1 || bought != Err(CheckoutError::Unavailable) {
        let message = format!(
            "`retry` gave up after the first failure: the gateway was asked {charges} times, and the checkout got {}, expected once, \
             and Err(Unavailable)",
            bought.brief()
        );
        complain_with(message, seams::lines(&retry().crossings()));
    }
    market.expect_stock("tea", 9, "after `retry` gave up");
    retry().delegates();
    market.bought(cart, "key-1", "again, when the gateway was available");
}

fn the_wait_is_the_wait(build: Subject) {
    spies::read::<Duration>();
    let market = Market::open(build, cups_and_teas(9, 9));
    retry().watch();
    let cart = market.filled("ann", [(1, "tea")]);
    let long = Duration::from_secs(7);
    retry().answers_with(move |_: &Duration, _: &Seen| Some(long));
    market.gateway.will([Answer::Unavailable]);
    let _bought = market.checkout(cart, "key-1");
    seams::altered(retry(), "a Duration");
    let times: Vec<Duration> = market.gateway.charges().iter().map(|charge| charge.at).collect();
    let waited = times.get(1).map(|second| *second - times[0]);
    if waited != Some(long) {
        let waited = waited.map_or("it was not tried again".to_owned(), |waited| format!("it took {waited:?}"));
        let message = format!("`retry` said to wait for {long:?} before the second charge, and {waited}");
        complain_with(message, seams::lines(&retry().crossings()));
    }
}
