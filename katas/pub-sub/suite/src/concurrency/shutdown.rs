//! A shutdown while others are at work.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, crew, expect, expect_eq, settle_ready, thread, unfinished};
use pub_sub_api::{Offset, Overflow, PublishError, Shutdown, SubscriberSpec};

use crate::Subject;
use crate::doubles::{Gate, Reader, behind, fails_first, takes_it};
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
            "a-drain-takes-a-message-whole",
            "a message that waits for room when a drain comes is for all or for none",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Some queues have the message already, one has no room for it. What does the publisher answer now?")
        .explore(a_drain_takes_a_message_whole),
        Check::concurrency(
            "who-joins-during-a-shutdown",
            "who subscribes while the broker shuts down is refused, or shut down too",
        )
        .level(Level::L4)
        .hint("The shutdown has its list of subscriptions. Who may still come in after that?")
        .explore(who_joins_during_a_shutdown),
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

fn a_drain_takes_a_message_whole(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let early = news.join("orders", "early");
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    let late = news.join("orders", "late");
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    let (publisher, closer) = (news.clone(), news.clone());
    let publisher = thread::spawn(move || publisher.try_publish("orders", "m2"));
    let closer = thread::spawn(move || closer.close(Shutdown::Drain));
    settle_ready();
    gate.open();
    let answer = publisher.join().unwrap_or_else(|_| kata_suite::complain("publish panicked"));
    expect!(closer.join().is_ok(), "shutdown panicked");
    settle();
    let expected: &[&str] = if answer.is_ok() { &["m0", "m1", "m2"] } else { &["m0", "m1"] };
    for (member, name) in [(early, "early"), (slow, "slow"), (late, "late")] {
        let seen = member.reader.texts();
        expect_eq!(
            seen,
            expected,
            "m2 waited for room with `slow` when a drain came, and got {answer:?}; `{name}` received"
        );
    }
}

fn who_joins_during_a_shutdown(build: Subject) {
    let news = Newsroom::open(build);
    news.join("orders", "first");
    let (joiner, closer, reader) = (news.clone(), news.clone(), Reader::new(takes_it()));
    let late = reader.clone();
    let answers = Arc::new(Mutex::new(None));
    let told = answers.clone();
    type Caller = Box<dyn FnOnce() + Send>;
    let callers: [(&'static str, Caller); 2] = [
        (
            "joiner",
            Box::new(move || {
                let joined = joiner.try_join("orders", SubscriberSpec::new("late", late));
                let published = joiner.try_publish("orders", "one");
                *told.lock().unwrap_or_else(PoisonError::into_inner) = Some((joined, published));
            }),
        ),
        ("closer", Box::new(move || closer.close(Shutdown::Drain))),
    ];
    crew(callers);
    settle();
    let answers = answers.lock().unwrap_or_else(PoisonError::into_inner).take();
    let Some((joined, published)) = answers else { kata_suite::complain("subscribe never came back") };
    let expected: &[&str] = if joined.is_ok() && published.is_ok() { &["one"] } else { &[] };
    let what = format!("subscribed and published during a shutdown, and got {joined:?} and {published:?}");
    expect_eq!(reader.texts(), expected, "{what}; received");
    let left = unfinished();
    expect!(left.is_empty(), "{what}; after the shutdown {} threads were left", left.len());
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
