//! Who is behind, and who wants it once more.

use kata_suite::{Check, Level, expect_eq, settle_ready};
use pub_sub_api::{Config, ExtensionError, Lag, Overflow, Shutdown};

use crate::Subject;
use crate::doubles::{Gate, behind, fails_first};
use crate::newsroom::{Newsroom, retention, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("lag-is-reported", "lag says what waits and what was dropped, for each subscription")
            .level(Level::L6)
            .weight(2)
            .hint("What is counted where a message is dropped, and does the one that is being delivered wait?")
            .run(lag_is_reported),
        Check::behaviour("a-replay-reaches-one-subscription", "a replay reaches the one who asked for it")
            .level(Level::L6)
            .weight(2)
            .hint("From where to where is replayed, to whom, and what comes after it?")
            .run(a_replay_reaches_one_subscription),
        Check::behaviour("a-replay-brings-nothing-twice", "what waits comes in its place in a replay, and not twice")
            .level(Level::L6)
            .hint("The queue and what is kept overlap. By what do you tell?")
            .run(a_replay_brings_nothing_twice),
        Check::behaviour("a-replay-drops-nothing", "a replay drops nothing: what waits, what comes back, what is tried again")
            .level(Level::L6)
            .hint("More comes back than the queue has room for, more waits than the topic keeps, a delivery rests before its next attempt. What is lost?")
            .run(a_replay_drops_nothing),
        Check::behaviour("a-topic-keeps-so-many", "a topic keeps as many messages as the config says")
            .level(Level::L6)
            .hint("What is kept when one more message comes?")
            .run(a_topic_keeps_so_many),
    ]
}

fn lag_is_reported(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let oldest = news.join_queue("orders", "oldest", behind(&gate), 2, Overflow::DropOldest);
    let newest = news.join_queue("orders", "newest", behind(&gate), 3, Overflow::DropNewest);
    let quick = news.join("orders", "quick");
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2", "m3", "m4", "m5"]);
    settle_ready();
    let lag = |waiting, dropped| Ok(Lag { waiting, dropped });
    expect_eq!(news.lag(oldest.id), lag(2, 3), "m0 is being delivered, two may wait, five came, DropOldest");
    expect_eq!(news.lag(newest.id), lag(3, 2), "m0 is being delivered, three may wait, five came, DropNewest");
    expect_eq!(news.lag(quick.id), lag(0, 0), "somebody who keeps up");
    gate.open();
    settle();
    expect_eq!(news.lag(oldest.id), lag(0, 3), "when all had been delivered, DropOldest");
    news.leave(quick.id);
    let gone = Err(ExtensionError::UnknownSubscription(quick.id));
    expect_eq!(news.lag(quick.id), gone, "the lag of somebody who has left");
    news.close(Shutdown::Drain);
    let gone = Err(ExtensionError::UnknownSubscription(oldest.id));
    expect_eq!(news.lag(oldest.id), gone, "a lag after the shutdown, with which all subscriptions have ended");
}

fn a_replay_reaches_one_subscription(build: Subject) {
    let news = Newsroom::with(build, retention(10));
    let other = news.join("orders", "other");
    news.publish_all("orders", &["m0", "m1"]);
    let mailer = news.join("orders", "mailer");
    news.publish_all("orders", &["m2", "m3"]);
    news.publish("parcels", "p0");
    settle();
    expect_eq!(news.replay(mailer.id, 1), Ok(()), "replay_from offset 1");
    settle();
    expect_eq!(
        mailer.reader.offsets(),
        [2, 3, 1, 2, 3],
        "subscribed at 2, 2 and 3 came, then a replay from 1; received"
    );
    news.publish("orders", "m4");
    settle();
    expect_eq!(mailer.reader.offsets(), [2, 3, 1, 2, 3, 4], "with one more after the replay; received");
    expect_eq!(other.reader.offsets(), [0, 1, 2, 3, 4], "somebody else on the topic received");
    news.leave(mailer.id);
    let gone = Err(ExtensionError::UnknownSubscription(mailer.id));
    expect_eq!(news.replay(mailer.id, 0), gone, "a replay for somebody who has left");
}

fn a_replay_brings_nothing_twice(build: Subject) {
    let (news, gate) = (Newsroom::with(build, retention(10)), Gate::shut());
    let slow = news.join_as("orders", "slow", behind(&gate));
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2", "m3"]);
    expect_eq!(news.replay(slow.id, 2), Ok(()), "replay_from offset 2");
    expect_eq!(news.replay(slow.id, 1), Ok(()), "replay_from offset 1");
    gate.open();
    settle();
    expect_eq!(
        slow.reader.offsets(),
        [0, 1, 2, 3],
        "m0 was being delivered, m1 to m3 waited, and a replay from 1; received"
    );
}

fn a_replay_drops_nothing(build: Subject) {
    for overflow in [Overflow::DropOldest, Overflow::DropNewest] {
        let (news, gate) = (Newsroom::with(build, retention(10)), Gate::shut());
        news.publish_all("orders", &["m0", "m1", "m2", "m3"]);
        let small = news.join_queue("orders", "small", behind(&gate), 1, overflow);
        expect_eq!(news.replay(small.id, 0), Ok(()), "replay_from offset 0");
        settle_ready();
        gate.open();
        settle();
        let seen = small.reader.offsets();
        expect_eq!(seen, [0, 1, 2, 3], "one may wait, {overflow:?}, and a replay brings four messages back; received");
    }
    for kept in [1, 0] {
        let (news, gate) = (Newsroom::with(build, retention(kept)), Gate::shut());
        let slow = news.join_as("orders", "slow", behind(&gate));
        news.publish("orders", "m0");
        settle_ready();
        news.publish_all("orders", &["m1", "m2", "m3"]);
        expect_eq!(news.replay(slow.id, 1), Ok(()), "replay_from offset 1");
        gate.open();
        settle();
        expect_eq!(
            slow.reader.offsets(),
            [0, 1, 2, 3],
            "m0 was being delivered, m1 to m3 waited, the topic keeps {kept} messages, and a replay from 1; received"
        );
    }
    a_replay_lets_a_delivery_go_on(build);
}

fn a_replay_lets_a_delivery_go_on(build: Subject) {
    let news = Newsroom::with(build, Config { retention: 10, ..retry(3, 100, 100) });
    let failing = news.join_as("orders", "failing", fails_first(1));
    news.publish_all("orders", &["m0", "m1"]);
    news.wait(50);
    expect_eq!(news.replay(failing.id, 1), Ok(()), "replay_from offset 1");
    settle();
    expect_eq!(
        failing.reader.offsets(),
        [0, 0, 1, 1],
        "each message fails once; a replay from 1 came between the two attempts at m0; received"
    );
}

fn a_topic_keeps_so_many(build: Subject) {
    let news = Newsroom::with(build, retention(2));
    news.publish_all("orders", &["m0", "m1", "m2", "m3"]);
    news.publish_all("parcels", &["p0", "p1"]);
    let (orders, parcels) = (news.join("orders", "mailer"), news.join("parcels", "mailer"));
    expect_eq!(news.replay(orders.id, 0), Ok(()), "replay_from offset 0");
    expect_eq!(news.replay(parcels.id, 1), Ok(()), "replay_from offset 1");
    settle();
    expect_eq!(
        orders.reader.texts(),
        ["m2", "m3"],
        "a topic keeps two messages, of four that were published; replayed"
    );
    expect_eq!(parcels.reader.texts(), ["p1"], "a replay from the second of two messages; replayed");
}
