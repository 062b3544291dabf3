//! What becomes of the policies' answers.

use std::time::Duration;

use kata_suite::spies::Seen;
use kata_suite::{Check, Level, complain_with, seams, settle_ready, spies};
use pub_sub_api::Overflow;

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
    ]
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
