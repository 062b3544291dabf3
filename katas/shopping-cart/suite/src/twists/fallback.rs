//! Where one bank says no, another one is asked.

use std::sync::Arc;
use std::time::Duration;

use kata_suite::{Check, Level, attempted_twist, expect};
use shopping_cart_api::twists::fallback::Fallback;
use shopping_cart_api::{Cents, CheckoutError, Config, Retry};

use crate::Subject;
use crate::doubles::{Answer, Gateway};
use crate::market::{Market, both, cups_and_teas};
use crate::words::{Brief, expect_answer};

/// What `kata.toml` calls it.
const TWIST: &str = "fallback";

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "a-decline-falls-back", "where the first bank declines, the second one is asked")
            .level(Level::L4)
            .weight(2)
            .hint("Who needs to know that there are two of them?")
            .run(a_decline_falls_back),
        Check::twist(TWIST, "declined-by-both-is-declined", "a payment that both banks decline is declined")
            .level(Level::L4)
            .hint("It is as if one bank had declined: units, cart and key are free again.")
            .run(declined_by_both_is_declined),
        Check::twist(TWIST, "only-a-decline-falls-back", "only a decline falls back, never a time-out or a failure")
            .level(Level::L5)
            .weight(2)
            .hint("After which answers is it certain that the first bank has not taken the money? And which of those is a no?")
            .run(only_a_decline_falls_back),
        Check::twist(TWIST, "the-second-bank-is-looked-up", "a time-out of the second bank is settled there")
            .level(Level::L5)
            .hint("Which of the two knows what became of the money?")
            .run(the_second_bank_is_looked_up),
        Check::twist(TWIST, "the-second-bank-gives-back", "late money goes back at the bank that took it")
            .level(Level::L6)
            .hint("The units are sold to somebody else, and the money arrives. Who has it?")
            .run(the_second_bank_gives_back),
        Check::twist(TWIST, "each-order-is-paid-once", "two customers at once each pay one bank, once")
            .level(Level::L5)
            .weight(2)
            .hint("What does your gateway remember, and for whom?")
            .explore(each_order_is_paid_once),
        Check::twist(TWIST, "second-payments-overlap", "payments to the second bank do not wait for each other")
            .level(Level::L5)
            .hint("Who waits while the second bank takes its time?")
            .timed(second_payments_overlap),
    ]
}

/// A shop with two banks.
struct Town {
    market: Market,
    second: Arc<Gateway>,
}

impl Town {
    fn open(build: Subject, config: Config) -> Town {
        let build = attempted_twist(TWIST, build.fallback);
        let second = Arc::new(Gateway::default());
        let fallback = Fallback { gateway: second.clone() };
        let (market, _) = Market::around(|ports| build(config, ports, fallback), |shop| shop);
        Town { market, second }
    }

    fn expect_taken(&self, first: u64, second: u64, when: &str) {
        let (one, two) = (self.market.gateway.taken(), self.second.taken());
        expect!(
            one == Cents::new(first) && two == Cents::new(second),
            "{when}: the first bank took {one} and the second one {two}, expected {} and {}",
            Cents::new(first),
            Cents::new(second)
        );
    }
}

fn a_decline_falls_back(build: Subject) {
    let town = Town::open(build, cups_and_teas(0, 5));
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Decline]);
    let order = town.market.bought(cart, "key-1", "while the first bank declined, and the second one did not");
    town.expect_taken(0, 450, "after the first bank had declined 4.50");
    town.market.expect_stock("tea", 4, "after the second bank had taken the money for one tea");
    let again = town.market.checkout(cart, "key-1");
    expect_answer(&again, &Ok(order), "asked again with the same key, after the second bank had been paid");
    town.market.put(cart, 1, "tea");
    town.market.bought(cart, "key-2", "while both banks approve");
    town.expect_taken(450, 450, "after one order that the first bank had declined, and one that it had not");
    let methods: Vec<String> = town.second.charges().iter().map(|charge| charge.what.method.to_string()).collect();
    expect!(
        methods == ["card-1"],
        "a customer pays with card-1; the methods that the second bank was given: {methods:?}"
    );

    // Enough charges for who asks the first bank again, and counts those to both.
    let retry = Retry { charges: 4, ..Config::default().retry };
    let town = Town::open(build, Config { retry, ..cups_and_teas(0, 5) });
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Decline; 2]);
    town.second.will([Answer::Unavailable]);
    town.market.bought(cart, "key-1", "while the first bank declined, and the second one was not available, once");
    town.expect_taken(0, 450, "after the first bank declined, and the second one was not available, once");
}

fn declined_by_both_is_declined(build: Subject) {
    let town = Town::open(build, cups_and_teas(0, 5));
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Decline]);
    town.second.will([Answer::Decline]);
    town.second.declines_for("too risky");
    let refused = town.market.checkout(cart, "key-1");
    let declined = Err(CheckoutError::Declined("too risky".to_owned()));
    expect_answer(&refused, &declined, "checked out while both banks declined");
    town.market.expect_stock("tea", 5, "after both banks had declined");
    town.market.expect_lines(cart, "1 tea at 4.50", "after both banks had declined");
    town.market.bought(cart, "key-1", "again, when the banks had changed their minds");
    town.expect_taken(450, 0, "after one checkout that both banks declined, and one that the first approved");
}

fn only_a_decline_falls_back(build: Subject) {
    for (answer, what) in [
        (Answer::TimeOutAfterCharging, "took the money and did not answer"),
        (Answer::TimeOut, "did not answer, once"),
        (Answer::Unavailable, "was not available, once"),
    ] {
        let town = Town::open(build, cups_and_teas(0, 5));
        let cart = town.market.filled("ann", [(1, "tea")]);
        town.market.gateway.will([answer]);
        town.market.bought(cart, "key-1", &format!("while the first bank {what}"));
        town.expect_taken(450, 0, &format!("after the first bank {what}"));
    }
    let town = Town::open(build, cups_and_teas(0, 5));
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Late]);
    let unknown = town.market.checkout(cart, "key-1");
    let expected = Err(CheckoutError::OutcomeUnknown);
    expect_answer(&unknown, &expected, "checked out while the payment at the first bank was pending");
    town.market.gateway.lands();
    town.market.bought(cart, "key-1", "again, after the late payment had gone through");
    town.expect_taken(450, 0, "after the late payment at the first bank had gone through");
}

fn the_second_bank_is_looked_up(build: Subject) {
    let town = Town::open(build, cups_and_teas(0, 5));
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Decline]);
    town.second.will([Answer::TimeOutAfterCharging]);
    town.market.bought(cart, "key-1", "while the second bank took the money and did not answer");
    town.expect_taken(0, 450, "after the second bank took the money and did not answer");

    let town = Town::open(build, cups_and_teas(0, 5));
    let cart = town.market.filled("ann", [(1, "tea")]);
    town.market.gateway.will([Answer::Decline]);
    town.second.will([Answer::Late]);
    let unknown = town.market.checkout(cart, "key-1");
    let expected = Err(CheckoutError::OutcomeUnknown);
    expect_answer(&unknown, &expected, "checked out while the payment at the second bank was pending");
    town.second.lands();
    town.market.bought(cart, "key-1", "again, after the late payment at the second bank had gone through");
    town.expect_taken(0, 450, "after the late payment at the second bank had gone through");
}

fn the_second_bank_gives_back(build: Subject) {
    for (bank, first) in [("second", Answer::Decline), ("first", Answer::Late)] {
        let config = cups_and_teas(0, 1);
        let hold = config.hold;
        let town = Town::open(build, config);
        let (ann, bob) = (town.market.filled("ann", [(1, "tea")]), town.market.filled("bob", [(1, "tea")]));
        town.market.gateway.will([first]);
        town.second.will([Answer::Late].into_iter().filter(|_| bank == "second"));
        let _unknown = town.market.checkout(ann, "key-1");
        town.market.wait(hold + Duration::from_secs(1));
        let _any = town.market.stock("cup");
        town.market.expect_stock("tea", 1, "after the hold of ann's checkout was over");
        town.market.bought(bob, "key-2", "after the hold of ann's checkout was over");
        town.market.gateway.lands();
        town.second.lands();
        let late = town.market.checkout(ann, "key-1");
        let expected = Err(CheckoutError::OutOfStock("tea".into()));
        expect_answer(&late, &expected, "ann asked again with the key, after bob had bought the only tea");
        let what = "after bob bought the only tea with the first bank, and ann's late money had to go back";
        town.expect_taken(450, 0, &format!("{what}, at the {bank} bank"));
    }
}

fn each_order_is_paid_once(build: Subject) {
    let town = Town::open(build, cups_and_teas(0, 2));
    let (ann, bob) = (town.market.filled("ann", [(1, "tea")]), town.market.filled("bob", [(1, "tea")]));
    town.market.gateway.will([Answer::Decline]);
    town.second.will([Answer::TimeOutAfterCharging]);
    let (first, second) = both(("ann", town.market.buying(ann, "key-1")), ("bob", town.market.buying(bob, "key-2")));
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "the first bank declined one payment, and the second one took it: {seen}");
    town.expect_taken(450, 450, &format!("the first bank declined one of two payments of 4.50 ({seen})"));
}

fn second_payments_overlap(build: Subject) {
    let town = Town::open(build, cups_and_teas(0, 2));
    let (ann, bob) = (town.market.filled("ann", [(1, "tea")]), town.market.filled("bob", [(1, "tea")]));
    town.market.gateway.will([Answer::Decline; 2]);
    town.second.takes(Duration::from_secs(10));
    let start = kata_suite::now();
    let (first, second) = both(("ann", town.market.buying(ann, "key-1")), ("bob", town.market.buying(bob, "key-2")));
    let took = kata_suite::now() - start;
    let seen = format!("ann got {}, bob {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "ann and bob bought tea, and only the first bank declined: {seen}");
    expect!(
        took < Duration::from_secs(15),
        "two customers paid the second bank at once, which takes 10s for each: they waited {took:?} ({seen})"
    );
}
