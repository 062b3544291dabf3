//! One subscription to many topics.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, complain, crew, expect, expect_eq};
use pub_sub_api::twists::wildcards::{WildcardPubSub, Wildcards};
use pub_sub_api::{Config, Ports, SubscriberSpec};

use crate::Subject;
use crate::doubles::{Reader, SuiteClock, takes_it};
use crate::newsroom::{Member, Newsroom, settle};

/// What `kata.toml` calls it.
const TWIST: &str = "wildcards";

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "a-pattern-is-matched-part-by-part", "a pattern matches the topics that its parts say")
            .level(Level::L4)
            .weight(2)
            .hint("Compare part by part: as many on both sides. How they are written comes from outside.")
            .run(matched_part_by_part),
        Check::twist(TWIST, "a-pattern-is-one-subscription", "a pattern is one subscription, whatever topics it meets")
            .level(Level::L4)
            .hint("One id, one queue. Which topic does a delivery name, and what ends when it leaves?")
            .run(one_subscription),
        Check::twist(TWIST, "a-new-topic-misses-no-pattern", "a topic that begins while a pattern does is not missed")
            .level(Level::L5)
            .weight(2)
            .hint("The pattern looks for topics, and the topic for patterns. What if both look before the other is there?")
            .explore(new_topic_misses_no_pattern),
    ]
}

#[derive(Clone)]
struct Office {
    news: Newsroom,
    broker: Arc<dyn WildcardPubSub>,
}

impl Office {
    fn open(build: Subject, separator: char, any: char) -> Office {
        let build = attempted_twist(TWIST, build.wildcards);
        let ports = Ports { clock: Arc::new(SuiteClock) };
        let broker = build(Config::default(), ports, Wildcards { separator, any });
        Office { news: Newsroom { broker: broker.clone() }, broker }
    }

    fn follow(&self, pattern: &str, name: &str) -> Member {
        let reader = Reader::new(takes_it());
        let spec = SubscriberSpec::new(name, reader.clone());
        match call(&format!("subscribe_pattern({pattern}, {name})"), || self.broker.subscribe_pattern(pattern, spec)) {
            Ok(id) => Member { id, reader },
            Err(error) => complain(format!("subscribe_pattern of {name} to {pattern} was refused: {error}")),
        }
    }
}

fn matched_part_by_part(build: Subject) {
    for (separator, any) in [('.', '*'), ('/', '+')] {
        let office = Office::open(build, separator, any);
        let written = |text: &str| text.replace('.', &separator.to_string()).replace('*', &any.to_string());
        let wanted: [(&str, &[&str]); 4] = [
            ("orders.*", &["orders.eu", "orders.us"]),
            ("*.eu", &["orders.eu", "parcels.eu"]),
            ("*.*.late", &["orders.eu.late"]),
            ("orders", &["orders"]),
        ];
        let members = wanted.map(|(pattern, _)| office.follow(&written(pattern), "auditor"));
        let topics = ["orders.eu", "orders.us", "parcels.eu", "orders.eu.late", "orders", "ordersxeu"];
        for topic in topics {
            office.news.publish(&written(topic), topic);
        }
        settle();
        for (member, (pattern, topics)) in members.iter().zip(wanted) {
            let pattern = written(pattern);
            expect_eq!(member.reader.texts(), topics, "the topics from which a subscriber to {pattern} received");
        }
    }
}

fn one_subscription(build: Subject) {
    let office = Office::open(build, '.', '*');
    office.news.publish("orders.eu", "early");
    let auditor = office.follow("orders.*", "auditor");
    let plain = office.news.join("orders.eu", "auditor");
    for (topic, text) in [("orders.eu", "one"), ("orders.us", "two"), ("orders.eu", "three")] {
        office.news.publish(topic, text);
    }
    settle();
    let seen = auditor.reader.begun.calls();
    let topics: Vec<_> = seen.iter().map(|delivery| (delivery.topic.as_str(), delivery.offset.get())).collect();
    let expected = [("orders.eu", 1), ("orders.us", 0), ("orders.eu", 2)];
    expect_eq!(topics, expected, "topics and offsets that a subscriber to `orders.*` received");
    let ids = seen.iter().all(|delivery| delivery.subscription == auditor.id);
    expect!(ids, "a subscriber to `orders.*` has the id {}, and not each of its deliveries says so", auditor.id);
    expect_eq!(plain.reader.texts(), ["one", "three"], "somebody with the same name on `orders.eu` received");
    office.news.leave(auditor.id);
    for topic in ["orders.eu", "orders.us", "orders.new"] {
        office.news.publish(topic, "late");
    }
    settle();
    expect_eq!(auditor.reader.texts().len(), 3, "the subscriber to `orders.*` has left; all that it received");
}

fn new_topic_misses_no_pattern(build: Subject) {
    let office = Office::open(build, '.', '*');
    let (publisher, follower) = (office.clone(), office.clone());
    type Caller = Box<dyn FnOnce() -> Option<Member> + Send>;
    let callers: [(&'static str, Caller); 2] = [
        (
            "publisher",
            Box::new(move || {
                publisher.news.publish("orders.eu", "first");
                None
            }),
        ),
        ("follower", Box::new(move || Some(follower.follow("orders.*", "auditor")))),
    ];
    let members = crew(callers);
    office.news.publish("orders.eu", "second");
    settle();
    for member in members.iter().flatten() {
        let texts = member.reader.texts();
        let right = texts == ["second"] || texts == ["first", "second"];
        expect!(right, "`second` was published after subscribe_pattern had returned, `first` meanwhile; got {texts:?}");
    }
}
