//! How the broker ends.

use kata_suite::{Check, Level, expect, expect_eq, expect_no_thread_left, settle_ready, thread};
use pub_sub_api::{Duplicate, PublishError, Shutdown, SubscribeError};

use crate::Subject;
use crate::doubles::{fails, fails_first, takes};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "a-drain-delivers-what-was-published",
            "a drain delivers what was published, and then returns",
        )
        .level(Level::L4)
        .weight(2)
        .hint("What waits when the drain begins? Who delivers it, and who waits for that?")
        .run(a_drain_delivers_what_was_published),
        Check::behaviour("an-abort-discards-what-waits", "an abort finishes what runs and discards what waits")
            .level(Level::L4)
            .hint("Which calls are under way when the abort begins? Which are not?")
            .run(an_abort_discards_what_waits),
        Check::behaviour(
            "a-shutdown-waits-for-who-has-left",
            "a shutdown waits for a call that is under way, also of somebody who has left",
        )
        .level(Level::L5)
        .hint("Who still counts as working: a subscription, or a thread that calls a subscriber?")
        .run(a_shutdown_waits_for_who_has_left),
        Check::behaviour("an-abort-cuts-a-drain-short", "an abort cuts a drain short, and a drain mends no abort")
            .level(Level::L5)
            .weight(2)
            .hint("Two shutdowns are under way, one of each kind. Which of the two counts?")
            .run(an_abort_cuts_a_drain_short),
        Check::behaviour("nothing-begins-after-a-shutdown", "from a shutdown on nothing is published or subscribed")
            .level(Level::L4)
            .hint("Who looks whether the broker is shut down, or about to be? And before or after what else?")
            .run(nothing_begins_after_a_shutdown),
        Check::behaviour("no-thread-is-left", "after a shutdown no thread is left")
            .level(Level::L4)
            .hint("What does each of your threads wait for, and who tells it that nothing will come?")
            .run(no_thread_is_left),
        Check::behaviour("a-drain-tries-again", "a drain makes the retries that are due to a message")
            .level(Level::L6)
            .hint("A message is settled when it succeeded or became a dead letter, not before.")
            .run(a_drain_tries_again),
        Check::behaviour("an-abort-ends-a-pause", "an abort does not wait for a pause between attempts")
            .level(Level::L6)
            .hint("A delivery rests before its next attempt when the abort comes. Who wakes it?")
            .run(an_abort_ends_a_pause),
    ]
}

fn a_drain_delivers_what_was_published(build: Subject) {
    let news = Newsroom::open(build);
    let (slow, quick) = (news.join_as("orders", "slow", takes(10)), news.join("parcels", "quick"));
    news.publish_all("orders", &["one", "two", "three"]);
    news.publish("parcels", "four");
    news.close(Shutdown::Drain);
    let done = slow.reader.done.calls().len();
    expect_eq!(
        done,
        3,
        "three messages for a slow subscriber, and a drain; deliveries that had ended when it returned"
    );
    expect_eq!(quick.reader.texts(), ["four"], "a subscriber of another topic received");
}

fn an_abort_discards_what_waits(build: Subject) {
    let news = Newsroom::open(build);
    let slow = news.join_as("orders", "slow", takes(10));
    news.publish_all("orders", &["one", "two", "three"]);
    settle_ready();
    news.close(Shutdown::Abort);
    let done = slow.reader.done.calls().len();
    expect_eq!(done, 1, "an abort during the first of three deliveries; deliveries that had ended when it returned");
    settle();
    expect_eq!(slow.reader.texts(), ["one"], "an abort during the first of three deliveries; calls that began");
}

fn a_shutdown_waits_for_who_has_left(build: Subject) {
    for how in [Shutdown::Drain, Shutdown::Abort] {
        let news = Newsroom::open(build);
        let slow = news.join_as("orders", "slow", takes(10));
        news.publish("orders", "one");
        settle_ready();
        news.leave(slow.id);
        news.close(how);
        let done = slow.reader.done.calls().len();
        expect_eq!(
            done,
            1,
            "somebody left in the middle of a call, then came shutdown({how:?}); calls that had ended when it returned"
        );
    }
}

fn an_abort_cuts_a_drain_short(build: Subject) {
    for (first, second) in [(Shutdown::Drain, Shutdown::Abort), (Shutdown::Abort, Shutdown::Drain)] {
        let news = Newsroom::open(build);
        let slow = news.join_as("orders", "slow", takes(10));
        news.publish_all("orders", &["one", "two", "three"]);
        settle_ready();
        let closer = news.clone();
        let closer = thread::spawn(move || closer.close(first));
        settle_ready();
        news.close(second);
        let what =
            format!("during the first of three deliveries came shutdown({first:?}) and then shutdown({second:?})");
        let done = slow.reader.done.calls().len();
        expect_eq!(done, 1, "{what}; deliveries that had ended when the second one returned");
        expect!(closer.join().is_ok(), "shutdown({first:?}) panicked");
        settle();
        expect_eq!(slow.reader.texts(), ["one"], "{what}; calls that began");
    }
}

fn nothing_begins_after_a_shutdown(build: Subject) {
    for how in [Shutdown::Drain, Shutdown::Abort] {
        let news = Newsroom::open(build);
        let mailer = news.join("orders", "mailer");
        news.close(how);
        expect_eq!(news.try_publish("orders", "late"), Err(PublishError::ShutDown), "publish after shutdown({how:?})");
        let (_, joined) = news.join_again("orders", "late", Duplicate::Refuse);
        expect_eq!(joined, Err(SubscribeError::ShutDown), "subscribe after shutdown({how:?})");
        news.leave(mailer.id);
        news.close(how);
        settle();
        expect_eq!(mailer.reader.texts(), [""; 0], "what was published after shutdown({how:?}) was refused; received");
    }
    nothing_begins_during_a_drain(build);
}

fn nothing_begins_during_a_drain(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join_as("orders", "mailer", takes(10));
    news.publish("orders", "one");
    settle_ready();
    let closer = news.clone();
    let closer = thread::spawn(move || closer.close(Shutdown::Drain));
    settle_ready();
    expect_eq!(news.try_publish("orders", "late"), Err(PublishError::ShutDown), "publish while a drain goes on");
    for duplicate in [Duplicate::Refuse, Duplicate::Keep, Duplicate::Replace] {
        let (_, joined) = news.join_again("orders", "mailer", duplicate);
        let what = format!("subscribe of a second `mailer` with {duplicate:?} while a drain goes on");
        expect_eq!(joined, Err(SubscribeError::ShutDown), "{what}");
    }
    expect!(closer.join().is_ok(), "shutdown panicked");
    settle();
    expect_eq!(mailer.reader.texts(), ["one"], "published before a drain, and while it went on; received");
}

fn no_thread_is_left(build: Subject) {
    for how in [Shutdown::Drain, Shutdown::Abort] {
        let news = Newsroom::open(build);
        let gone = news.join("orders", "gone");
        news.join("orders", "idle");
        news.join("parcels", "busy");
        news.publish("parcels", "one");
        news.leave(gone.id);
        settle();
        news.close(how);
        settle();
        expect_no_thread_left(&format!("after shutdown({how:?})"));
    }
}

fn a_drain_tries_again(build: Subject) {
    let news = Newsroom::with(build, retry(3, 100, 100));
    let failing = news.join_as("orders", "failing", fails_first(1));
    news.publish_all("orders", &["one", "two"]);
    news.close(Shutdown::Drain);
    let done: Vec<_> = failing.reader.done.calls().iter().map(|delivery| delivery.message.clone()).collect();
    expect_eq!(
        done,
        ["one".into(), "two".into()],
        "each message fails once, and a drain; what had succeeded when it returned"
    );
}

fn an_abort_ends_a_pause(build: Subject) {
    let news = Newsroom::with(build, retry(3, 60_000, 60_000));
    let failing = news.join_as("orders", "failing", fails());
    news.publish("orders", "one");
    settle_ready();
    news.close(Shutdown::Abort);
    let waited = kata_suite::now();
    expect!(waited.is_zero(), "an abort during the pause between two attempts took {waited:?}");
    settle();
    expect_eq!(failing.reader.texts(), ["one"], "an abort after the first attempt; calls that began");
}
