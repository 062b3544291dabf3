//! What becomes of the policies' answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use kata_suite::spies::Seen;
use kata_suite::{Check, Level, complain_with, expect, expect_eq, seams, settle_ready, spies, unfinished};
use pub_sub_api::{Overflow, Shutdown};

use super::{delivery, overflow};
use crate::Subject;
use crate::doubles::{Gate, behind, fails};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("a-full-queue-does-what-overflow-says", "a full queue does what overflow says")
            .level(Level::L5)
            .weight(2)
            .hint("Where else does your code look at the mode of a subscription?")
            .run(a_full_queue_does_what_overflow_says),
        Check::seams("delivery-may-give-up", "delivery may give up before the attempts are used up")
            .level(Level::L6)
            .weight(2)
            .hint("What does your broker do when the policy says no after the first attempt of three?")
            .run(delivery_may_give_up),
        Check::seams("the-pause-is-what-delivery-says", "the pause before the next attempt is what delivery says")
            .level(Level::L6)
            .weight(2)
            .hint("Where else does your code work out a pause?")
            .run(the_pause_is_what_delivery_says),
        Check::seams("a-panicking-overflow-stops-nobody-else", "an overflow policy that panics stops nobody else")
            .level(Level::L6)
            .hint("What does a panic in a policy leave behind: a poisoned lock, half a message, a dead thread?")
            .run(a_panicking_overflow_stops_nobody_else),
    ]
}

fn a_panicking_overflow_stops_nobody_else(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    overflow().watch();
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::DropOldest);
    let other = news.join("orders", "other");
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    overflow().panics_once();
    // The publish that asked may unwind, and what becomes of its message is open.
    let _asked = catch_unwind(AssertUnwindSafe(|| news.try_publish("orders", "m2")));
    let mailer = news.join("parcels", "mailer");
    news.publish("parcels", "p0");
    gate.open();
    settle();
    news.publish("orders", "m3");
    settle();
    let what =
        "`overflow` panicked under somebody's publish to orders; after that came p0 for parcels, and m3 for orders";
    expect_eq!(mailer.reader.texts(), ["p0"], "{what}; a subscriber of parcels received");
    for (member, name) in [(slow, "the subscriber with the full queue"), (other, "another one of orders")] {
        let last = member.reader.texts().pop();
        expect_eq!(last.as_deref(), Some("m3"), "{what}; the last that {name} received");
    }
    news.close(Shutdown::Drain);
    settle();
    let left = unfinished();
    expect!(left.is_empty(), "{what}; after a shutdown {} threads were left", left.len());
}

fn a_full_queue_does_what_overflow_says(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    overflow().watch();
    overflow().answers_with(|_: &Overflow, _: &Seen| Some(Overflow::DropNewest));
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::DropOldest);
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2"]);
    gate.open();
    settle();
    seams::altered(overflow(), "an Overflow");
    let seen = slow.reader.texts();
    if seen != ["m0", "m1"] {
        let message = format!(
            "a subscriber wanted DropOldest, `overflow` said DropNewest; m0 was being delivered, one message may wait, m1 and \
             m2 came, and {seen:?} were received"
        );
        complain_with(message, seams::lines(&overflow().crossings()));
    }
}

fn delivery_may_give_up(build: Subject) {
    let news = Newsroom::with(build, retry(3, 100, 100));
    delivery().watch();
    delivery().refuses();
    let failing = news.join_as("orders", "failing", fails());
    news.publish_all("orders", &["one", "two"]);
    settle();
    seams::refused(delivery());
    let seen = failing.reader.texts();
    if seen != ["one", "two"] {
        let message = format!(
            "`delivery` gave up after the first attempt of three at each of two messages, and {seen:?} were tried"
        );
        complain_with(message, seams::lines(&delivery().crossings()));
    }
}

fn the_pause_is_what_delivery_says(build: Subject) {
    spies::read::<Duration>();
    let news = Newsroom::with(build, retry(2, 100, 100));
    delivery().watch();
    delivery().answers_with(|pause: &Duration, _: &Seen| Some(*pause + Duration::from_millis(7)));
    let failing = news.join_as("orders", "failing", fails());
    news.publish("orders", "one");
    settle();
    seams::altered(delivery(), "a Duration");
    let asked = delivery().crossings();
    let said: Vec<u128> = asked
        .iter()
        .filter(|call| call.altered)
        .flat_map(|call| call.answer_seen.all::<Duration>())
        .map(|pause| pause.as_millis())
        .collect();
    let times = failing.reader.times();
    let obeyed = times.len() == 2 && (said.is_empty() || said.contains(&(times[1] - times[0]))) && times[1] != 100;
    if !obeyed {
        let message =
            format!("`delivery` said pauses of {said:?} ms after a failure, and the attempts began at {times:?} ms");
        complain_with(message, seams::lines(&asked));
    }
}
