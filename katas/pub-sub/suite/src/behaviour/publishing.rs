//! Who gets what.

use kata_suite::{Check, expect, expect_eq, thread};

use crate::Subject;
use crate::doubles::{ORIGIN, takes};
use crate::newsroom::{Newsroom, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("everybody-on-the-topic-receives-it-once", "everybody who is subscribed receives it, once")
            .weight(2)
            .hint("Who is on the list of the topic, and how often?")
            .run(everybody_receives_it_once),
        Check::behaviour("topics-are-isolated", "what is published to one topic stays there")
            .hint("Two topics, and a subscriber with the same name on both. What tells their queues apart?")
            .run(topics_are_isolated),
        Check::behaviour("publishing-to-nobody-is-fine", "publishing to a topic without subscribers is fine")
            .hint("A message gets its offset whether or not anybody listens.")
            .run(publishing_to_nobody_is_fine),
        Check::behaviour("each-topic-counts-from-zero", "each topic counts its offsets from 0, without gaps")
            .hint("Whose is the counter?")
            .run(each_topic_counts_from_zero),
        Check::behaviour("messages-come-in-order", "a subscription gets its messages in order, one at a time")
            .weight(2)
            .hint("What happens to the second message while the first one is being delivered?")
            .run(messages_come_in_order),
        Check::behaviour("a-delivery-is-complete", "a delivery says what was published, where, and when by the clock")
            .hint("Compare each field with its documentation. Which clock did you read?")
            .run(a_delivery_is_complete),
    ]
}

fn everybody_receives_it_once(build: Subject) {
    let news = Newsroom::open(build);
    let members = ["mailer", "stock", "billing"].map(|name| news.join("orders", name));
    news.publish("orders", "one cup");
    settle();
    for (member, name) in members.iter().zip(["mailer", "stock", "billing"]) {
        expect_eq!(member.reader.texts(), ["one cup"], "three subscribers, one message; {name} received");
    }
}

fn topics_are_isolated(build: Subject) {
    let news = Newsroom::open(build);
    let (orders, parcels) = (news.join("orders", "mailer"), news.join("höhenmeter/π", "mailer"));
    news.publish("orders", "one cup");
    news.publish("höhenmeter/π", "a parcel");
    settle();
    expect_eq!(orders.reader.texts(), ["one cup"], "the subscriber of one topic received");
    expect_eq!(parcels.reader.texts(), ["a parcel"], "the subscriber of the other topic received");
    // A star is a letter like any other.
    let stars = ["*", "orders.*"].map(|topic| news.join(topic, "mailer"));
    news.publish("orders.eu", "one cup");
    settle();
    for star in stars {
        expect_eq!(
            star.reader.texts(),
            [""; 0],
            "published to `orders.eu`; a subscriber of a topic with a star received"
        );
    }
}

fn publishing_to_nobody_is_fine(build: Subject) {
    let news = Newsroom::open(build);
    expect_eq!(news.publish("orders", "early"), 0, "the offset of a message that nobody listens to");
    let mailer = news.join("orders", "mailer");
    expect_eq!(news.publish("orders", "late"), 1, "the offset of the next message");
    settle();
    expect_eq!(mailer.reader.offsets(), [1], "somebody subscribed between the two messages; the offsets received");
}

fn each_topic_counts_from_zero(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    let published = ["orders", "parcels", "orders", "parcels", "orders"].map(|topic| news.publish(topic, "news"));
    expect_eq!(published, [0, 0, 1, 1, 2], "the offsets of messages to two topics in turn");
    settle();
    expect_eq!(mailer.reader.offsets(), [0, 1, 2], "the offsets that a subscriber of the first topic received");
}

fn messages_come_in_order(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join_as("orders", "mailer", takes(10));
    let quick = news.join("orders", "quick");
    news.publish_all("orders", &["one", "two", "three", "four"]);
    settle();
    let expected = ["one", "two", "three", "four"];
    expect_eq!(quick.reader.texts(), expected, "the messages in the order in which a quick subscriber received them");
    expect_eq!(mailer.reader.texts(), expected, "the same for one that takes 10 ms for each");
    let times = mailer.reader.times();
    let apart = times.windows(2).all(|pair| pair[1] - pair[0] >= 10);
    expect!(apart, "a subscriber that takes 10 ms for each of four messages was called at {times:?} ms");
}

fn a_delivery_is_complete(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join_as("orders", "mailer", takes(30));
    thread::sleep(std::time::Duration::from_millis(70));
    news.publish_all("orders", &["one cup", "one saucer"]);
    settle();
    let seen = mailer.reader.begun.calls();
    let Some(delivery) = seen.last() else { kata_suite::complain("two messages were published, and none received") };
    expect_eq!(delivery.subscription, mailer.id, "the subscription that the delivery names");
    expect_eq!(delivery.topic.as_str(), "orders", "the topic that the delivery names");
    expect_eq!(delivery.attempt, 1, "the number of the first attempt");
    let after = delivery.published.since(ORIGIN).as_millis();
    expect_eq!(after, 70, "published 70 ms after the clock's origin; milliseconds that the delivery says");
}
