//! One subscription to many topics.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, complain, crew, expect, expect_eq, settle_ready, thread};
use pub_sub_api::twists::wildcards::{WildcardPubSub, Wildcards};
use pub_sub_api::{
    Config, Duplicate, ExtensionError, Offset, Overflow, Ports, Shutdown, SubscribeError, SubscriberSpec,
    SubscriptionId,
};

use crate::Subject;
use crate::doubles::{Body, Gate, Reader, SuiteClock, behind, takes_it};
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
        Check::twist(TWIST, "a-full-pattern-lets-its-publishers-go", "room with a pattern is room for all of its topics")
            .level(Level::L5)
            .hint("A publisher waits for room with a pattern. Who makes room there, and on which topics is that told?")
            .run(a_full_pattern_lets_its_publishers_go),
        Check::twist(TWIST, "a-name-is-taken-on-a-pattern", "on a pattern a name is taken once, and nowhere else")
            .level(Level::L5)
            .hint("What makes two subscriptions the same, where one is to a pattern? And if that looks like a topic?")
            .run(a_name_is_taken_on_a_pattern),
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

    fn try_follow(
        &self,
        pattern: &str,
        name: &str,
        duplicate: Duplicate,
    ) -> (Arc<Reader>, Result<SubscriptionId, SubscribeError>) {
        self.follow_with(pattern, name, takes_it(), |spec| spec.duplicate(duplicate))
    }

    fn follow_with(
        &self,
        pattern: &str,
        name: &str,
        body: Body,
        terms: impl FnOnce(SubscriberSpec) -> SubscriberSpec,
    ) -> (Arc<Reader>, Result<SubscriptionId, SubscribeError>) {
        let reader = Reader::new(body);
        let spec = terms(SubscriberSpec::new(name, reader.clone()));
        let what = format!("subscribe_pattern({pattern}, {name})");
        (reader, call(&what, || self.broker.subscribe_pattern(pattern, spec)))
    }

    fn follow(&self, pattern: &str, name: &str) -> Member {
        let (reader, joined) = self.try_follow(pattern, name, Duplicate::Refuse);
        match joined {
            Ok(id) => Member { id, reader },
            Err(error) => complain(format!("subscribe_pattern of {name} to {pattern} was refused: {error}")),
        }
    }
}

fn matched_part_by_part(build: Subject) {
    for (separator, any) in [('.', '*'), ('/', '+')] {
        let office = Office::open(build, separator, any);
        let written = |text: &str| text.replace('.', &separator.to_string()).replace('*', &any.to_string());
        let wanted: [(&str, &[&str]); 5] = [
            ("orders.*", &["orders.eu", "orders.us", "orders."]),
            ("*.eu", &["orders.eu", "parcels.eu", ".eu"]),
            ("ord*", &["ord*"]),
            ("*.*.late", &["orders.eu.late"]),
            ("orders", &["orders"]),
        ];
        let members = wanted.map(|(pattern, _)| office.follow(&written(pattern), "auditor"));
        let topics =
            ["orders.eu", "orders.us", "parcels.eu", "orders.eu.late", "orders", "ordersxeu", "orders.", ".eu", "ord*"];
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
    let replay = call("replay_from(a pattern, 0)", || office.broker.replay_from(auditor.id, Offset::FIRST));
    expect_eq!(replay, Err(ExtensionError::Unsupported), "a replay for somebody who follows a pattern");
    office.news.leave(auditor.id);
    for topic in ["orders.eu", "orders.us", "orders.new"] {
        office.news.publish(topic, "late");
    }
    settle();
    expect_eq!(auditor.reader.texts().len(), 3, "the subscriber to `orders.*` has left; all that it received");
    office.news.close(Shutdown::Drain);
    let (_, late) = office.try_follow("orders.*", "late", Duplicate::Refuse);
    expect_eq!(late, Err(SubscribeError::ShutDown), "subscribe_pattern after a shutdown");
}

fn a_full_pattern_lets_its_publishers_go(build: Subject) {
    for leaves in [false, true] {
        let (office, gate) = (Office::open(build, '.', '*'), Gate::shut());
        let block = |spec: SubscriberSpec| spec.queue(1, Overflow::Block);
        let (auditor, joined) = office.follow_with("orders.*", "auditor", behind(&gate), block);
        let Ok(id) = joined else {
            complain(format!("nobody else has the name, and subscribe_pattern got {joined:?}"))
        };
        office.news.publish("orders.eu", "one");
        settle_ready();
        office.news.publish("orders.eu", "two");
        let publisher = office.clone();
        let publisher = thread::spawn(move || publisher.news.publish("orders.us", "three"));
        settle();
        expect!(!publisher.is_finished(), "one message of one waited for a pattern, with Block, and publish returned");
        let mut expected = vec!["one", "two", "three"];
        if leaves {
            office.news.leave(id);
            expected.truncate(1);
        } else {
            gate.open();
        }
        settle();
        let why = if leaves { "who follows the pattern has left" } else { "the queue of the pattern is empty again" };
        expect!(
            publisher.is_finished(),
            "publish to `orders.us` waited for room with `orders.*`; {why}, and it still waits"
        );
        gate.open();
        settle();
        let texts = auditor.texts();
        expect_eq!(
            texts,
            expected,
            "`one` and `two` came from `orders.eu`, `three` from `orders.us`, and {why}; received"
        );
    }
}

fn a_name_is_taken_on_a_pattern(build: Subject) {
    let office = Office::open(build, '.', '*');
    let auditor = office.follow("orders.*", "auditor");
    for elsewhere in ["*.eu", "*.*"] {
        let (_, joined) = office.try_follow(elsewhere, "auditor", Duplicate::Refuse);
        expect!(joined.is_ok(), "`auditor` follows `orders.*`; on `{elsewhere}` the name is free, and got {joined:?}");
    }
    // It may be written like a pattern, and is a topic all the same.
    let star = office.news.join("orders.*", "auditor");
    let (_, refused) = office.try_follow("orders.*", "auditor", Duplicate::Refuse);
    let expected = Err(SubscribeError::AlreadySubscribed(auditor.id));
    expect_eq!(refused, expected, "a second `auditor` on the pattern `orders.*`");
    let (_, kept) = office.try_follow("orders.*", "auditor", Duplicate::Keep);
    expect_eq!(kept, Ok(auditor.id), "a second `auditor` on the pattern `orders.*`, with Keep");
    let (next, replaced) = office.try_follow("orders.*", "auditor", Duplicate::Replace);
    expect!(
        replaced.as_ref().is_ok_and(|id| *id != auditor.id),
        "a second `auditor` on the pattern `orders.*`, with Replace: got {replaced:?}"
    );
    office.news.publish("orders.us", "one");
    office.news.publish("orders.*", "two");
    settle();
    expect_eq!(auditor.reader.texts(), [""; 0], "the `auditor` that was replaced received");
    expect_eq!(next.texts(), ["one", "two"], "the `auditor` that took its place on the pattern received");
    expect_eq!(star.reader.texts(), ["two"], "the `auditor` on the topic that is written `orders.*` received");
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
