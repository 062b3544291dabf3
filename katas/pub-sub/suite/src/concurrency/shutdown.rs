//! A shutdown while others are at work.

use kata_suite::{Check, Level, crew, expect, expect_eq, settle_ready, thread, unfinished};
use pub_sub_api::{Offset, Overflow, PublishError, Shutdown};

use crate::Subject;
use crate::doubles::{Gate, behind, fails_first};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency(
            "a-drain-accounts-for-each-message",
            "a message is delivered or refused when a drain races publish",
        )
        .level(Level::L4)
        .weight(2)
        .hint("A message is taken just as the drain begins. Who delivers it?")
        .explore(a_drain_accounts_for_each_message),
        Check::concurrency("two-shutdowns-both-wait", "of two shutdowns at once both return when all is over")
            .level(Level::L5)
            .hint("What does the second caller wait for?")
            .explore(two_shutdowns_both_wait),
        Check::concurrency("a-shutdown-lets-the-publisher-go", "a shutdown lets a publisher go that waits for room")
            .level(Level::L5)
            .hint("Who tells a publisher that waits that there is nothing to wait for?")
            .explore(a_shutdown_lets_the_publisher_go),
        Check::concurrency(
            "no-delivery-twice-when-a-retry-races-the-end",
            "a retry that races the shutdown delivers once",
        )
        .level(Level::L6)
        .hint("A delivery rests before its next attempt. Who makes that attempt when the drain comes?")
        .explore(no_delivery_twice),
    ]
}

fn a_drain_accounts_for_each_message(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    let (one, two, reader) = (news.clone(), news.clone(), mailer.reader.clone());
    type Answer = (Vec<Result<Offset, PublishError>>, usize);
    type Caller = Box<dyn FnOnce() -> Answer + Send>;
    let callers: [(&'static str, Caller); 2] = [
        ("publisher", Box::new(move || (["one", "two"].map(|text| one.try_publish("orders", text)).to_vec(), 0))),
        (
            "closer",
            Box::new(move || {
                two.close(Shutdown::Drain);
                (Vec::new(), reader.done.calls().len())
            }),
        ),
    ];
    let answers = crew(callers);
    settle();
    let taken = answers[0].0.iter().filter(|answer| answer.is_ok()).count();
    let (by_then, seen) = (answers[1].1, mailer.reader.texts());
    expect_eq!(seen, ["one", "two"][..taken], "of two messages {taken} were taken before a drain; received");
    expect_eq!(by_then, taken, "of two messages {taken} were taken before a drain; delivered when it returned");
}

fn two_shutdowns_both_wait(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join_as(
        "orders",
        "mailer",
        Box::new(|_| {
            thread::yield_now();
            Ok(())
        }),
    );
    news.publish("orders", "one");
    let closer = || {
        let (news, reader) = (news.clone(), mailer.reader.clone());
        move || {
            news.close(Shutdown::Drain);
            reader.done.calls().len()
        }
    };
    let done = crew([("closer-1", closer()), ("closer-2", closer())]);
    expect_eq!(
        done,
        [1, 1],
        "one message, and two drains at once; deliveries that had ended when each of them returned"
    );
    settle();
    let left = unfinished();
    expect!(left.is_empty(), "after two shutdowns {} threads were left", left.len());
}

fn a_shutdown_lets_the_publisher_go(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    let (publisher, closer) = (news.clone(), news.clone());
    let publisher = thread::spawn(move || publisher.try_publish("orders", "m2"));
    let closer = thread::spawn(move || closer.close(Shutdown::Abort));
    // The call under way goes on, so the shutdown waits; the publisher does not.
    let answer = publisher.join().unwrap_or_else(|_| kata_suite::complain("publish panicked"));
    gate.open();
    let closed = closer.join();
    expect!(closed.is_ok(), "shutdown panicked");
    settle();
    let seen = slow.reader.texts();
    let refused = answer == Err(PublishError::ShutDown);
    expect!(
        answer == Ok(Offset::new(2)) || refused && !seen.contains(&"m2".to_owned()),
        "publish waited for room when the shutdown came: it got {answer:?}, and {seen:?} were received"
    );
}

fn no_delivery_twice(build: Subject) {
    let news = Newsroom::with(build, retry(3, 10, 10));
    let mailer = news.join_as("orders", "mailer", fails_first(1));
    let other = news.join("orders", "other");
    news.publish_all("orders", &["one"]);
    news.close(Shutdown::Drain);
    settle();
    let done = mailer.reader.done.calls().len();
    expect_eq!(done, 1, "a message that failed once, and a drain; attempts that succeeded");
    expect_eq!(other.reader.texts(), ["one"], "a subscriber beside it received");
}
