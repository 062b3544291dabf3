//! Subscribers that fail and panic.

use kata_suite::{Check, Level, expect, expect_eq};

use crate::Subject;
use crate::doubles::{fails, fails_first, panics};
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
    let news = Newsroom::with(build, retry(5, 100, 250));
    let failing = news.join_as("orders", "failing", fails());
    news.publish("orders", "one");
    settle();
    let attempts: Vec<u32> = failing.reader.begun.calls().iter().map(|delivery| delivery.attempt).collect();
    expect_eq!(attempts, [1, 2, 3, 4, 5], "five attempts, all of which failed; their numbers");
    let times = failing.reader.times();
    expect_eq!(
        times,
        [0, 100, 300, 550, 800],
        "pauses of 100 ms, doubled each time up to 250 ms; attempts began at (ms)"
    );
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
    let failing = news.join_as("orders", "failing", fails());
    let panicking = news.join_as("parcels", "panicking", panics());
    news.join_as("orders", "fails first", fails_first(1));
    news.publish("orders", "one");
    settle();
    news.publish("parcels", "two");
    settle();
    let letters = news.letters();
    let seen: Vec<_> = letters.iter().map(|letter| (letter.subscription, letter.message.as_str())).collect();
    expect_eq!(seen, [(failing.id, "one"), (panicking.id, "two")], "two deliveries failed for good; the dead letters");
    let attempts: Vec<u32> = letters.iter().map(|letter| letter.attempts).collect();
    expect_eq!(attempts, [2, 2], "the attempts that the dead letters name");
    expect_eq!(letters[0].reason, "attempt 2 failed", "the reason of the first letter");
    expect!(
        letters[1].reason.contains("no network"),
        "a subscriber panicked with `no network`, and its letter says {:?}",
        letters[1].reason
    );
}
