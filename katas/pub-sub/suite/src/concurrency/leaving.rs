//! Somebody leaves while others are at work.

use std::sync::{Arc, Weak};

use kata_suite::{Check, Level, crew, expect, expect_eq, settle_ready, thread};
use pub_sub_api::{Message, Overflow, SubscriberSpec};

use crate::Subject;
use crate::doubles::{Gate, Reader, behind, takes_it};
use crate::newsroom::{Member, Newsroom, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("two-may-leave-at-once", "two who leave at once are both gone")
            .level(Level::L4)
            .weight(2)
            .hint("Each of them changes the list. Is each change still there in the end?")
            .explore(two_may_leave_at_once),
        Check::concurrency("at-most-one-call-after-leaving", "after unsubscribe returned, at most one call begins")
            .level(Level::L6)
            .hint("What is still in the queue, or on its way, when unsubscribe returns?")
            .explore(at_most_one_call_after_leaving),
        Check::concurrency("who-has-left-is-let-go", "the broker lets go of who has left, and of delivered messages")
            .level(Level::L5)
            .hint("Which of your collections only grows? Which thread holds on to what it delivered last?")
            .explore(who_has_left_is_let_go),
        Check::concurrency(
            "leaving-lets-the-publisher-go",
            "a publisher does not wait for room with somebody who has left",
        )
        .level(Level::L5)
        .hint("Who tells a publisher that waits that there is nobody to wait for?")
        .explore(leaving_lets_the_publisher_go),
    ]
}

fn two_may_leave_at_once(build: Subject) {
    let news = Newsroom::open(build);
    let members = ["one", "two"].map(|name| news.join("orders", name));
    let stays = news.join("orders", "stays");
    let leaver = |member: &Member| {
        let (news, id) = (news.clone(), member.id);
        move || news.leave(id)
    };
    crew([("leaver-1", leaver(&members[0])), ("leaver-2", leaver(&members[1]))]);
    news.publish("orders", "late");
    settle();
    for (member, name) in members.iter().zip(["one", "two"]) {
        let texts = member.reader.texts();
        expect_eq!(texts, [""; 0], "`one` and `two` left at once, and then something was published; `{name}` received");
    }
    expect_eq!(stays.reader.texts(), ["late"], "somebody else on the topic received");
}

fn at_most_one_call_after_leaving(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    news.publish_all("orders", &["one", "two", "three"]);
    news.leave(mailer.id);
    let before = mailer.reader.begun.calls().len();
    settle();
    let after = mailer.reader.begun.calls().len();
    expect!(
        after <= before + 1,
        "unsubscribe returned after {before} calls of the subscriber, and {} followed",
        after - before
    );
}

fn who_has_left_is_let_go(build: Subject) {
    let news = Newsroom::open(build);
    let reader = Reader::new(takes_it());
    let weak = Arc::downgrade(&reader);
    let id = news.try_join("orders", SubscriberSpec::new("mailer", reader));
    let Ok(id) = id else { kata_suite::complain(format!("nobody else has the name, and subscribe got {id:?}")) };
    news.join_queue("orders", "silent", Box::new(|_| Ok(())), 1, Overflow::Block);
    let text: Arc<str> = Arc::from("one cup");
    let seen = Arc::downgrade(&text);
    let published =
        kata_suite::call("publish(orders, one cup)", || news.broker.publish("orders".into(), Message::new(text)));
    expect!(published.is_ok(), "publish was refused: {published:?}");
    news.leave(id);
    settle();
    let gone = |weak: &Weak<Reader>| weak.strong_count() == 0;
    expect!(gone(&weak), "somebody has left, nothing goes on, and the broker still holds the subscriber");
    // The other reader, which stays, remembers its delivery.
    let held = seen.strong_count().saturating_sub(2);
    expect!(
        held == 0,
        "all is delivered, nothing is kept for a replay, and the broker still holds {held} of the message"
    );
}

fn leaving_lets_the_publisher_go(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    let quick = news.join("orders", "quick");
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    let publisher = news.clone();
    let thread = thread::Builder::new().name("publisher".to_owned()).spawn(move || publisher.publish("orders", "m2"));
    let Ok(thread) = thread else { kata_suite::complain("a thread could not be started") };
    news.leave(slow.id);
    let offset = thread.join().unwrap_or_else(|_| kata_suite::complain("publish panicked"));
    expect_eq!(offset, 2, "a message that waited for room with somebody who left; its offset");
    settle();
    expect_eq!(quick.reader.offsets(), [0, 1, 2], "the offsets that somebody else on the topic received");
}
