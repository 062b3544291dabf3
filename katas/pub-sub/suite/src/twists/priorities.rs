//! Messages that overtake others.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, complain, crew, expect, expect_eq, settle_ready, thread};
use pub_sub_api::twists::priorities::{Priorities, Priority, PriorityPubSub};
use pub_sub_api::{Config, Message, Overflow, Ports, PublishError, Shutdown};

use crate::Subject;
use crate::doubles::{Gate, SuiteClock, behind, fails_first};
use crate::newsroom::{Newsroom, retention, retry, settle};

/// What `kata.toml` calls it.
const TWIST: &str = "priorities";

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "urgent-messages-overtake", "urgent messages overtake what waits; equals keep their order")
            .level(Level::L4)
            .weight(2)
            .hint("What waits is served by priority, and then by offset. A plain message has a priority from outside.")
            .run(urgent_messages_overtake),
        Check::twist(
            TWIST,
            "the-least-urgent-is-dropped",
            "where a queue is full, the least urgent message is dropped",
        )
        .level(Level::L5)
        .hint("The new message is one of those that may be dropped. The mode decides among equals.")
        .run(the_least_urgent_is_dropped),
        Check::twist(TWIST, "a-retry-is-not-overtaken", "what is tried again is not overtaken")
            .level(Level::L6)
            .hint("A delivery that has begun is not interrupted, and its pause is part of it.")
            .run(a_retry_is_not_overtaken),
        Check::twist(TWIST, "a-replay-brings-the-priorities", "a replay brings each message with its priority")
            .level(Level::L6)
            .hint("What does a topic keep of a message besides its text?")
            .run(a_replay_brings_the_priorities),
        Check::twist(TWIST, "urgent-publishers-at-once", "of two publishers at once, the urgent one is served first")
            .level(Level::L5)
            .weight(2)
            .hint("Both publish while a delivery goes on. Who looks for the next message, and when?")
            .explore(urgent_publishers_at_once),
    ]
}

#[derive(Clone)]
struct Office {
    news: Newsroom,
    broker: Arc<dyn PriorityPubSub>,
}

impl Office {
    fn open(build: Subject, normal: u8) -> Office {
        Office::with(build, Config::default(), normal)
    }

    fn with(build: Subject, config: Config, normal: u8) -> Office {
        let build = attempted_twist(TWIST, build.priorities);
        let ports = Ports { clock: Arc::new(SuiteClock) };
        let broker = build(config, ports, Priorities { normal: Priority(normal) });
        Office { news: Newsroom { broker: broker.clone() }, broker }
    }

    /// Publishes with a priority what must be taken. The offset.
    fn publish(&self, text: &str, priority: u8) -> u64 {
        let publish = || self.broker.publish_with("orders".into(), Message::new(text), Priority(priority));
        match call(&format!("publish_with(orders, {text}, {priority})"), publish) {
            Ok(offset) => offset.get(),
            Err(error) => complain(format!("publish_with of {text} was refused: {error}")),
        }
    }
}

fn urgent_messages_overtake(build: Subject) {
    let (office, gate) = (Office::open(build, 5), Gate::shut());
    let mailer = office.news.join_as("orders", "mailer", behind(&gate));
    office.publish("first", 0);
    settle_ready();
    let texts = [("low", 1), ("plain", 5), ("high", 9), ("high too", 9), ("low too", 1), ("six", 6)];
    for (text, priority) in texts {
        if text == "plain" {
            office.news.publish("orders", text);
        } else {
            office.publish(text, priority);
        }
    }
    gate.open();
    settle();
    let expected = ["first", "high", "high too", "six", "plain", "low", "low too"];
    expect_eq!(mailer.reader.texts(), expected, "`first` was being delivered when six others were published; received");
    expect_eq!(mailer.reader.offsets(), [0, 3, 4, 6, 2, 1, 5], "and their offsets");
    office.news.close(Shutdown::Drain);
    let late = office.broker.publish_with("orders".into(), Message::new("late"), Priority(9));
    expect_eq!(late, Err(PublishError::ShutDown), "publish_with after a shutdown");
}

fn the_least_urgent_is_dropped(build: Subject) {
    let dropping = [(Overflow::DropOldest, ["urgent", "low 2"]), (Overflow::DropNewest, ["urgent", "low 1"])];
    for (overflow, kept) in dropping {
        let (office, gate) = (Office::open(build, 5), Gate::shut());
        let slow = office.news.join_queue("orders", "slow", behind(&gate), 2, overflow);
        office.publish("first", 5);
        settle_ready();
        for (text, priority) in [("low 1", 3), ("urgent", 9), ("low 2", 3), ("lower", 1)] {
            office.publish(text, priority);
        }
        gate.open();
        settle();
        let expected = ["first", kept[0], kept[1]];
        expect_eq!(slow.reader.texts(), expected, "two may wait, with {overflow:?}, and four came; received");
    }
    the_most_urgent_waits_for_room(build);
}

/// With Block nothing is dropped, and nobody comes in ahead of time.
fn the_most_urgent_waits_for_room(build: Subject) {
    let (office, gate) = (Office::open(build, 5), Gate::shut());
    let slow = office.news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    office.publish("first", 5);
    settle_ready();
    office.publish("low", 1);
    let publisher = office.clone();
    let publisher = thread::spawn(move || publisher.publish("urgent", 9));
    settle_ready();
    expect!(
        !publisher.is_finished(),
        "one message of one waited, with Block, and publish of a more urgent one returned"
    );
    gate.open();
    settle();
    let texts = slow.reader.texts();
    expect_eq!(texts, ["first", "low", "urgent"], "with Block, `urgent` had to wait until `low` was taken; received");
}

fn a_retry_is_not_overtaken(build: Subject) {
    let office = Office::with(build, retry(2, 100, 100), 5);
    let failing = office.news.join_as("orders", "failing", fails_first(1));
    office.publish("first", 1);
    office.news.wait(50);
    office.publish("urgent", 9);
    settle();
    let expected = ["first", "first", "urgent", "urgent"];
    expect_eq!(failing.reader.texts(), expected, "`urgent` came between the two attempts at `first`; attempts");
}

fn a_replay_brings_the_priorities(build: Subject) {
    let (office, gate) = (Office::with(build, retention(10), 5), Gate::shut());
    for (text, priority) in [("low", 1), ("plain", 5), ("high", 9)] {
        office.publish(text, priority);
    }
    let mailer = office.news.join_as("orders", "mailer", behind(&gate));
    office.publish("first", 5);
    settle_ready();
    expect_eq!(office.news.replay(mailer.id, 0), Ok(()), "replay_from offset 0");
    office.publish("higher", 8);
    gate.open();
    settle();
    let expected = ["first", "high", "higher", "plain", "first", "low"];
    expect_eq!(
        mailer.reader.texts(),
        expected,
        "`first` was being delivered when a replay from offset 0 came; received"
    );
}

fn urgent_publishers_at_once(build: Subject) {
    let (office, gate) = (Office::open(build, 5), Gate::shut());
    let slow = office.news.join_queue("orders", "slow", behind(&gate), 2, Overflow::Block);
    office.publish("first", 5);
    settle_ready();
    let publisher = |text: &'static str, priority| {
        let office = office.clone();
        move || office.publish(text, priority)
    };
    let mut offsets = crew([("publisher-1", publisher("low", 1)), ("publisher-2", publisher("urgent", 9))]);
    gate.open();
    settle();
    offsets.sort_unstable();
    expect!(offsets == [1, 2], "two messages were published at once after the first; their offsets are {offsets:?}");
    let texts = slow.reader.texts();
    expect_eq!(texts, ["first", "urgent", "low"], "both had been published before the first delivery ended; received");
}
