//! Who must not wait for whom, measured on virtual time.

use std::time::Duration;

use kata_suite::{Check, Level, expect, now, thread};

use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, both, cups_and_teas};
use crate::words::Brief;

/// How long a payment takes here.
const PAYMENT: Duration = Duration::from_millis(50);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::contention("payments-do-not-wait-for-each-other", "payments do not wait for each other")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `charge` runs?")
            .timed(payments_do_not_wait_for_each_other),
        Check::contention("nobody-waits-for-a-strangers-payment", "nobody waits for a stranger's payment")
            .level(Level::L5)
            .weight(2)
            .hint("Carts and shelves need some of what the checkout holds.")
            .timed(nobody_waits_for_a_strangers_payment),
        Check::contention("nobody-waits-for-a-strangers-bad-luck", "nobody waits until a stranger tries again")
            .level(Level::L5)
            .hint("What do you hold while you sleep?")
            .timed(nobody_waits_for_a_strangers_bad_luck),
    ]
}

/// The locks that charges were made under, as the end of a message.
fn under(market: &Market) -> String {
    let held = market.gateway.charges().into_iter().map(|charge| charge.held).find(|held| !held.is_empty());
    held.map(|held| format!("; the gateway was called{}", kata_suite::holding(&held).trim_start_matches(',')))
        .unwrap_or_default()
}

fn payments_do_not_wait_for_each_other(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 5));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.gateway.takes(PAYMENT);
    let began = now();
    let (first, second) = both(("ann", market.buying(ann, "key-1")), ("bob", market.buying(bob, "key-2")));
    let took = now() - began;
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "ann and bob bought tea, and there was enough: {seen}");
    expect!(
        took < 2 * PAYMENT,
        "ann and bob checked out at once, and each payment takes {PAYMENT:?}: both were done after {took:?}, expected {PAYMENT:?}{}",
        under(&market)
    );
}

fn nobody_waits_for_a_strangers_payment(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 5));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.gateway.takes(PAYMENT);
    let came_later = market.does(move |market| {
        // By now the payment is under way.
        thread::sleep(PAYMENT / 5);
        let began = now();
        let _seen = (market.shop.stock(&"tea".into()), market.shop.view(bob));
        let added = market.add(bob, 1, "tea");
        (added, now() - began)
    });
    let (bought, (added, took)) = both(("ann", market.buying(ann, "key-1")), ("bob", came_later));
    let seen = format!("ann got {}, bob {}", bought.brief(), added.brief());
    expect!(bought.is_ok() && added.is_ok(), "ann bought tea, and bob put some into another cart: {seen}");
    expect!(
        took < PAYMENT / 5,
        "while ann paid, which takes {PAYMENT:?}, bob looked at the stock and at his cart, and added tea: that took {took:?}, \
         expected no time{}",
        under(&market)
    );
}

fn nobody_waits_for_a_strangers_bad_luck(build: Subject) {
    let market = Market::open(build, cups_and_teas(0, 5));
    let (ann, bob) = (market.filled("ann", [(1, "tea")]), market.filled("bob", [(1, "tea")]));
    market.gateway.will([Answer::Unavailable]);
    let came_later = market.does(move |market| {
        // By now the first charge has failed, and the second is 100 ms away.
        thread::sleep(PAYMENT / 5);
        let began = now();
        (market.checkout(bob, "key-2"), now() - began)
    });
    let (first, (second, took)) = both(("ann", market.buying(ann, "key-1")), ("bob", came_later));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "ann and bob bought tea, and the gateway failed once: {seen}");
    expect!(
        took < PAYMENT / 5,
        "while ann waited to try again, which takes 100ms, bob checked out: that took {took:?}, expected no time"
    );
}
