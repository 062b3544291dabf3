//! Full queues.

use std::sync::Arc;

use kata_suite::sync::atomic::{AtomicBool, Ordering};
use kata_suite::{Check, Level, expect, expect_eq, settle_ready, thread};
use pub_sub_api::Overflow;

use crate::Subject;
use crate::doubles::{Gate, behind};
use crate::newsroom::{Member, Newsroom, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("the-oldest-is-dropped", "with DropOldest the oldest message that waits is dropped")
            .level(Level::L5)
            .weight(2)
            .hint("Count: one message is being delivered, two wait, one more comes.")
            .run(the_oldest_is_dropped),
        Check::behaviour("the-newest-is-dropped", "with DropNewest the message that comes is dropped")
            .level(Level::L5)
            .weight(2)
            .hint("Count: one message is being delivered, two wait, one more comes.")
            .run(the_newest_is_dropped),
        Check::behaviour(
            "the-publisher-waits-for-room",
            "with Block the publisher waits until there is room, and no longer",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Who tells the publisher that there is room?")
        .run(the_publisher_waits_for_room),
        Check::behaviour("each-queue-has-its-own-way", "one topic, three queues, three ways: each by its own terms")
            .level(Level::L5)
            .hint("Whose capacity and whose mode do you look at?")
            .run(each_queue_has_its_own_way),
    ]
}

/// Somebody in the middle of `m0`, with room for two more; then `m1` to `m4` are published.
fn crowded(news: &Newsroom, gate: &Arc<Gate>, overflow: Overflow) -> Member {
    let slow = news.join_queue("orders", "slow", behind(gate), 2, overflow);
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2", "m3", "m4"]);
    settle_ready();
    slow
}

fn the_oldest_is_dropped(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = crowded(&news, &gate, Overflow::DropOldest);
    gate.open();
    settle();
    expect_eq!(
        slow.reader.texts(),
        ["m0", "m3", "m4"],
        "m0 was being delivered, two may wait, m1 to m4 came; received"
    );
    news.publish("orders", "m5");
    settle();
    expect_eq!(slow.reader.offsets(), [0, 3, 4, 5], "with one more, when the queue was empty again; offsets received");
}

fn the_newest_is_dropped(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = crowded(&news, &gate, Overflow::DropNewest);
    gate.open();
    settle();
    expect_eq!(
        slow.reader.texts(),
        ["m0", "m1", "m2"],
        "m0 was being delivered, two may wait, m1 to m4 came; received"
    );
    news.publish("orders", "m5");
    settle();
    expect_eq!(slow.reader.offsets(), [0, 1, 2, 5], "with one more, when the queue was empty again; offsets received");
}

fn the_publisher_waits_for_room(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let early = news.join("orders", "early");
    let slow = news.join_queue("orders", "slow", behind(&gate), 2, Overflow::Block);
    let late = news.join("orders", "late");
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2"]);
    let returned = Arc::new(AtomicBool::new(false));
    let (publisher, done) = (news.clone(), returned.clone());
    let thread = thread::spawn(move || {
        publisher.publish("orders", "m3");
        done.store(true, Ordering::SeqCst);
    });
    settle_ready();
    let too_soon = returned.load(Ordering::SeqCst);
    expect!(!too_soon, "two messages of two waited, and publish of a third returned");
    gate.open();
    settle();
    let in_time = returned.load(Ordering::SeqCst);
    expect!(in_time, "publish waited for room; the queue is empty now, and it still waits");
    let _joined = thread.join();
    expect_eq!(slow.reader.texts(), ["m0", "m1", "m2", "m3"], "with Block nothing is dropped; received");
    for (member, when) in [(early, "before"), (late, "after")] {
        let seen = member.reader.texts();
        expect_eq!(
            seen,
            ["m0", "m1", "m2", "m3"],
            "somebody who had subscribed {when} the one with the full queue received"
        );
    }
}

fn each_queue_has_its_own_way(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let oldest = news.join_queue("orders", "oldest", behind(&gate), 1, Overflow::DropOldest);
    let newest = news.join_queue("orders", "newest", behind(&gate), 2, Overflow::DropNewest);
    let roomy = news.join_queue("orders", "roomy", behind(&gate), 3, Overflow::Block);
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2", "m3"]);
    gate.open();
    settle();
    expect_eq!(oldest.reader.texts(), ["m0", "m3"], "one may wait, DropOldest; of m0 to m3 received");
    expect_eq!(newest.reader.texts(), ["m0", "m1", "m2"], "two may wait, DropNewest; of m0 to m3 received");
    expect_eq!(roomy.reader.texts(), ["m0", "m1", "m2", "m3"], "three may wait; of m0 to m3 received");
}
