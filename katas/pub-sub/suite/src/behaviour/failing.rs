//! Subscribers that fail and panic.

use std::collections::BTreeSet;
use std::time::Duration;

use kata_suite::{Check, Level, expect, expect_eq};
use pub_sub_api::{Config, RetryRule, Shutdown};

use crate::Subject;
use crate::doubles::{fails, fails_after, fails_first, panics, panics_in_detail};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "a-failing-subscriber-harms-nobody",
            "a failing subscriber harms nobody, and gets the next one",
        )
        .level(Level::L4)
        .hint("What follows from an Err: for this message, for this subscription, for the others?")
        .run(a_failing_subscriber_harms_nobody),
        Check::behaviour("a-panicking-subscriber-harms-nobody", "a panicking subscriber harms nobody, and goes on")
            .level(Level::L4)
            .weight(2)
            .hint("Which thread unwinds when a subscriber panics, and who would have made the next delivery?")
            .run(a_panicking_subscriber_harms_nobody),
        Check::behaviour("a-retry-comes-after-its-pause", "a failed delivery is tried again after exactly its pause")
            .level(Level::L6)
            .weight(2)
            .hint("Write down attempt and pause for the first five. What is the cap for?")
            .run(a_retry_comes_after_its_pause),
        Check::behaviour("a-retry-reaches-only-who-failed", "a retry reaches only the subscription that failed")
            .level(Level::L6)
            .hint("What is tried again: a message, or a delivery?")
            .run(a_retry_reaches_only_who_failed),
        Check::behaviour(
            "a-retry-holds-back-later-messages",
            "a retry holds back the later messages of its subscription",
        )
        .level(Level::L6)
        .hint("The first message waits for its second attempt. Who minds the queue meanwhile?")
        .run(a_retry_holds_back_later_messages),
        Check::behaviour("who-fails-for-good-leaves-one-letter", "after the last attempt there is one dead letter")
            .level(Level::L6)
            .weight(2)
            .hint("When is a message given up, and how often is that written down?")
            .run(who_fails_for_good_leaves_one_letter),
    ]
}

fn a_failing_subscriber_harms_nobody(build: Subject) {
    let news = Newsroom::open(build);
    let (failing, mailer) = (news.join_as("orders", "failing", fails()), news.join("orders", "mailer"));
    news.publish_all("orders", &["one", "two"]);
    settle();
    expect_eq!(mailer.reader.texts(), ["one", "two"], "beside a subscriber that fails, another one received");
    expect_eq!(
        failing.reader.texts(),
        ["one", "two"],
        "a subscriber that fails each time, without retries, was called for"
    );
}

fn a_panicking_subscriber_harms_nobody(build: Subject) {
    let news = Newsroom::open(build);
    let (panicking, mailer) = (news.join_as("orders", "panicking", panics()), news.join("orders", "mailer"));
    news.publish("orders", "one");
    settle();
    news.publish("orders", "two");
    settle();
    expect_eq!(mailer.reader.texts(), ["one", "two"], "beside a subscriber that panics, another one received");
    expect_eq!(panicking.reader.texts(), ["one", "two"], "a subscriber that panics each time was called for");
}

fn a_retry_comes_after_its_pause(build: Subject) {
    for (takes, expected) in [(0, [0, 100, 300, 550, 800]), (30, [0, 130, 360, 640, 920])] {
        let news = Newsroom::with(build, retry(5, 100, 250));
        let failing = news.join_as("orders", "failing", fails_after(takes));
        let start = kata_suite::now().as_millis();
        news.publish("orders", "one");
        settle();
        let attempts: Vec<u32> = failing.reader.begun.calls().iter().map(|delivery| delivery.attempt).collect();
        expect_eq!(attempts, [1, 2, 3, 4, 5], "five attempts, all of which failed; their numbers");
        let published: BTreeSet<_> = failing.reader.begun.calls().iter().map(|delivery| delivery.published).collect();
        expect!(published.len() == 1, "five attempts at one message say that it was published at {published:?}");
        let times: Vec<u128> = failing.reader.times().iter().map(|at| at - start).collect();
        expect_eq!(
            times,
            expected,
            "pauses of 100 ms, doubled each time up to 250 ms, after failures that took {takes} ms; attempts began at (ms)"
        );
    }
    a_pause_never_outgrows_its_cap(build);
}

fn a_pause_never_outgrows_its_cap(build: Subject) {
    let (first_delay, max_delay) = (Duration::from_millis(1), Duration::from_millis(2));
    let rule = RetryRule { max_attempts: 70, first_delay, factor: 10, max_delay };
    let news = Newsroom::with(build, Config { retry: rule, ..Config::default() });
    let failing = news.join_as("orders", "failing", fails());
    let start = kata_suite::now().as_millis();
    news.publish("orders", "one");
    settle();
    let attempts = failing.reader.begun.calls().len();
    expect_eq!(attempts, 70, "70 attempts, pauses ten times longer each time up to 2 ms; attempts that were made");
    let last = failing.reader.times().last().copied().unwrap_or_default();
    expect_eq!(last - start, 1 + 68 * 2, "and the last of them began after (ms)");
}

fn a_retry_reaches_only_who_failed(build: Subject) {
    let news = Newsroom::with(build, retry(3, 100, 100));
    let (failing, mailer) = (news.join_as("orders", "failing", fails_first(1)), news.join("orders", "mailer"));
    news.publish("orders", "one");
    settle();
    expect_eq!(failing.reader.texts(), ["one", "one"], "a subscriber that fails at first was called for");
    expect_eq!(mailer.reader.texts(), ["one"], "beside it, a subscriber that does not fail was called for");
}

fn a_retry_holds_back_later_messages(build: Subject) {
    let news = Newsroom::with(build, retry(3, 100, 100));
    let failing = news.join_as("orders", "failing", fails_first(1));
    news.publish_all("orders", &["one", "two"]);
    news.wait(50);
    news.publish("orders", "three");
    settle();
    let expected = ["one", "one", "two", "two", "three", "three"];
    expect_eq!(failing.reader.texts(), expected, "a subscriber that fails once at each message was called for");
}

fn who_fails_for_good_leaves_one_letter(build: Subject) {
    let news = Newsroom::with(build, retry(2, 100, 100));
    // In another order than the one in which they will fail.
    let panicking = news.join_as("parcels", "panicking", panics());
    let failing = news.join_as("orders", "failing", fails());
    let detailed = news.join_as("refunds", "panicking", panics_in_detail());
    news.join_as("orders", "fails first", fails_first(1));
    news.publish("orders", "one");
    settle();
    news.publish("parcels", "two");
    settle();
    news.publish("refunds", "three");
    settle();
    let letters = news.letters();
    let seen: Vec<_> = letters.iter().map(|letter| (letter.subscription, letter.message.as_str())).collect();
    let expected = [(failing.id, "one"), (panicking.id, "two"), (detailed.id, "three")];
    expect_eq!(seen, expected, "three deliveries failed for good; the dead letters");
    let attempts: Vec<u32> = letters.iter().map(|letter| letter.attempts).collect();
    expect_eq!(attempts, [2, 2, 2], "the attempts that the dead letters name");
    expect_eq!(letters[0].reason, "attempt 2 failed", "the reason of the first letter");
    expect!(
        letters[1].reason.contains("no network"),
        "a subscriber panicked with `no network`, and its letter says {:?}",
        letters[1].reason
    );
    expect!(
        letters[2].reason.contains("no ink for three"),
        "a subscriber panicked with a text that it had just made, `no ink for three`, and its letter says {:?}",
        letters[2].reason
    );
    letters_outlive_their_subscription(build);
}

fn letters_outlive_their_subscription(build: Subject) {
    let news = Newsroom::open(build);
    let failing = news.join_as("orders", "failing", fails());
    news.publish("orders", "one");
    settle();
    news.leave(failing.id);
    expect_eq!(news.letters().len(), 1, "a delivery failed for good, and its subscriber left; dead letters");
    news.close(Shutdown::Drain);
    expect_eq!(news.letters().len(), 1, "the same after a shutdown");
}
