//! Payments that do not just work.

use std::time::Duration;

use kata_suite::{Check, Level, expect};
use shopping_cart_api::{CheckoutError, Clock, Config, Retry};

use crate::Subject;
use crate::doubles::{Answer, LookUp};
use crate::market::{Bought, Market, cups_and_teas};
use crate::words::{Brief, expect_answer};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("a-failed-charge-is-tried-again", "a charge that failed for the moment is tried again")
            .level(Level::L5)
            .weight(2)
            .hint("How often, and after how long? Ask the role, and believe it.")
            .run(a_failed_charge_is_tried_again),
        Check::behaviour("giving-up-changes-nothing", "giving up changes nothing")
            .level(Level::L5)
            .hint("So many charges in all, the first one included; then it is as if the gateway had declined.")
            .run(giving_up_changes_nothing),
        Check::behaviour("a-time-out-is-no-decline", "a time-out is no decline")
            .level(Level::L5)
            .weight(2)
            .hint("The answer got lost, the money may not have. Whom can you ask?")
            .run(a_time_out_is_no_decline),
        Check::behaviour("a-time-out-is-no-payment", "a time-out is no payment")
            .level(Level::L5)
            .hint("The answer got lost, and so may the question have been. Whom can you ask?")
            .run(a_time_out_is_no_payment),
        Check::behaviour("a-look-up-that-fails-says-nothing", "a look-up that fails says nothing")
            .level(Level::L5)
            .weight(2)
            .hint("The gateway did not say whether it took the money, and cannot be asked either. What do you know?")
            .run(a_look_up_that_fails_says_nothing),
        Check::behaviour("a-late-answer-is-waited-for", "while a payment is pending its outcome is unknown")
            .level(Level::L5)
            .weight(2)
            .hint("What do you keep of a checkout that has ended in OutcomeUnknown, and who takes it up again?")
            .run(a_late_answer_is_waited_for),
        Check::behaviour("a-late-failure-is-made-good", "a payment that failed in the end is made again")
            .level(Level::L5)
            .hint("The look-up may say that no money was taken: then the checkout goes on as if it had been refused for the moment.")
            .run(a_late_failure_is_made_good),
        Check::behaviour("an-unsettled-cart-is-not-bought-again", "an unsettled cart is not bought again with another key")
            .level(Level::L5)
            .hint("The customer may have paid for what is in the cart: whose is it until that is known?")
            .run(an_unsettled_cart_is_not_bought_again),
    ]
}

fn a_failed_charge_is_tried_again(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Unavailable, Answer::Unavailable]);
    market.bought(cart, "key-1", "while the gateway was not available for two of at most three charges");
    let times: Vec<Duration> = market.gateway.charges().iter().map(|charge| charge.at).collect();
    expect!(times.len() == 3, "the gateway was not available twice: it was asked {} times, expected 3", times.len());
    let waits = [times[1] - times[0], times[2] - times[1]];
    expect!(
        (100..150).contains(&waits[0].as_millis()) && (200..250).contains(&waits[1].as_millis()),
        "the gateway was not available twice: waited {:?} and {:?} before trying again, expected 100ms and 200ms",
        waits[0],
        waits[1]
    );
    market.expect_taken(900, "after a checkout for 9.00 that worked at the third charge");
    market.expect_stock("tea", 3, "after 2 of 5 tea were sold at the third charge");
    waits_grow_without_breaking(build);
}

fn waits_grow_without_breaking(build: Subject) {
    let retry = Retry { charges: 40, first_wait: Duration::ZERO };
    let market = Market::open(build, Config { retry, ..cups_and_teas(5, 5) });
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Unavailable; 39]);
    market.bought(cart, "key-1", "while the gateway was not available for 39 of at most 40 charges, without a wait");
    market.expect_taken(900, "after a checkout for 9.00 that worked at the charge number 40");
}

fn giving_up_changes_nothing(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Unavailable; 3]);
    let bought = market.checkout(cart, "key-1");
    let charges = market.gateway.charges().len();
    expect_answer(&bought, &Err(CheckoutError::Unavailable), "checked out while the gateway was not available");
    expect!(charges == 3, "at most three charges are allowed: the gateway was asked {charges} times");
    market.expect_stock("tea", 5, "after the gateway was not available");
    market.expect_lines(cart, "2 tea at 4.50", "after the gateway was not available");
    market.bought(cart, "key-1", "again, when the gateway was available");
    market.expect_taken(900, "after a checkout that gave up, and one that worked");
}

fn a_time_out_is_no_decline(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::TimeOutAfterCharging]);
    let order = market.bought(cart, "key-1", "and the gateway took the money, and then timed out");
    market.expect_taken(900, "after a checkout for 9.00 whose charge timed out");
    market.expect_stock("tea", 3, "after 2 of 5 tea were sold, and the charge timed out");
    expect_answer(&market.checkout(cart, "key-1"), &Ok(order), "checked out once more with the key");
    market.expect_taken(900, "after the key of a checkout for 9.00 was used again");
}

fn a_time_out_is_no_payment(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::TimeOut]);
    market.bought(cart, "key-1", "and the first charge timed out before it took anything");
    market.expect_taken(900, "after an order for 9.00 whose first charge timed out before it took anything");
    a_time_out_counts_as_a_charge(build);
}

fn a_look_up_that_fails_says_nothing(build: Subject) {
    for (answer, what) in [
        (Answer::TimeOut, "timed out before it took anything"),
        (Answer::TimeOutAfterCharging, "took the money and timed out"),
    ] {
        let market = Market::open(build, cups_and_teas(5, 5));
        let cart = market.filled("ann", [(2, "tea")]);
        // As many as charges are allowed: who may not ask can charge again under the same key, and is told of the money that was taken.
        market.gateway.will([answer; 3]);
        market.gateway.looks_up(LookUp::Fails);
        for nth in ["first", "second"] {
            let bought = market.checkout(cart, "key-1");
            let what = format!("checked out, for the {nth} time; each charge {what}, and it cannot be looked up");
            let unknown = bought == Err(CheckoutError::OutcomeUnknown);
            expect!(
                unknown || bought.is_ok(),
                "{what}: got {}, expected {}",
                bought.brief(),
                unknown_outcome().brief()
            );
            let units = if bought.is_ok() { "sold" } else { "kept for a checkout whose outcome is unknown" };
            market.expect_stock("tea", 3, &format!("after 2 of 5 tea were {units}"));
        }
        market.gateway.looks_up(LookUp::Works);
        market.gateway.answers_as_usual();
        market.bought(cart, "key-1", &format!("again, when the charge, which {what}, could be looked up"));
        market.expect_taken(
            900,
            &format!("after an order for 9.00 whose charge {what}, and could not be looked up at first"),
        );
        market.expect_stock("tea", 3, "after 2 of 5 tea were sold");
    }
}

fn unknown_outcome() -> Bought {
    Err(CheckoutError::OutcomeUnknown)
}

fn a_time_out_counts_as_a_charge(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::TimeOut, Answer::Unavailable, Answer::TimeOut]);
    let bought = market.checkout(cart, "key-1");
    let what = "timed out, was not available, and timed out, and took nothing";
    expect_answer(&bought, &Err(CheckoutError::Unavailable), format!("checked out while the gateway {what}"));
    let times: Vec<Duration> = market.gateway.charges().iter().map(|charge| charge.at).collect();
    expect!(
        times.len() == 3,
        "at most three charges are allowed; the gateway {what}: it was asked {} times",
        times.len()
    );
    let waits = [times[1] - times[0], times[2] - times[1]];
    expect!(
        waits[0].as_millis() >= 100 && waits[1].as_millis() >= 200,
        "the gateway {what}: waited {:?} and {:?} before trying again, expected 100ms and 200ms",
        waits[0],
        waits[1]
    );
    market.expect_stock("tea", 5, &format!("after the gateway {what}"));
    market.expect_taken(0, &format!("after the gateway {what}"));
}

/// The payment for both tea is late.
fn late(build: Subject) -> (Market, shopping_cart_api::CartId) {
    let market = Market::open(build, cups_and_teas(5, 2));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Late]);
    for nth in ["first", "second"] {
        let bought = market.checkout(cart, "key-1");
        let what = format!("checked out, for the {nth} time, and the payment is pending since a charge timed out");
        expect_answer(&bought, &Err(CheckoutError::OutcomeUnknown), what);
        market.expect_stock("tea", 0, "while the payment for both tea is pending");
    }
    let other = market.filled("bob", [(1, "tea")]);
    let bought = market.checkout(other, "key-2");
    let what = "another customer wanted tea while the payment for all of it is pending";
    expect_answer(&bought, &Err(CheckoutError::OutOfStock("tea".into())), what);
    (market, cart)
}

fn a_late_answer_is_waited_for(build: Subject) {
    let (market, cart) = late(build);
    market.wait(Duration::from_secs(60));
    market.gateway.lands();
    let before = market.clock.now();
    let order = market.bought(cart, "key-1", "again with the key, when the late payment had gone through");
    let after = market.clock.now();
    expect!(
        before <= order.placed_at && order.placed_at <= after,
        "an order was placed by a call between {before} and {after}, and is dated {}",
        order.placed_at
    );
    expect_answer(&market.checkout(cart, "key-1"), &Ok(order), "checked out once more with the key");
    market.expect_taken(900, "after a late payment of 9.00 went through");
    market.expect_stock("tea", 0, "after both tea were sold");
    market.expect_lines(cart, "nothing", "after the late payment for all that was in it went through");
}

fn a_late_failure_is_made_good(build: Subject) {
    let (market, cart) = late(build);
    market.gateway.fails();
    market.bought(cart, "key-1", "again with the key, when the late payment had failed");
    market.expect_taken(900, "after a late payment of 9.00 failed, and was made again");
    market.expect_stock("tea", 0, "after both tea were sold");
}

fn an_unsettled_cart_is_not_bought_again(build: Subject) {
    let market = Market::open(build, cups_and_teas(5, 5));
    let cart = market.filled("ann", [(2, "tea")]);
    market.gateway.will([Answer::Late]);
    let _unknown = market.checkout(cart, "key-1");
    let second = market.checkout(cart, "key-2");
    let seen = second.brief();
    expect!(second.is_err(), "a payment for the cart was pending, and it was checked out with another key: got {seen}");
    market.gateway.lands();
    market.bought(cart, "key-1", "again with the first key, when the late payment had gone through");
    market.expect_taken(900, "after one cart for 9.00 was checked out with two keys, one of them late");
    market.expect_stock("tea", 3, "after one cart with 2 of 5 tea was checked out with two keys, one of them late");
}
