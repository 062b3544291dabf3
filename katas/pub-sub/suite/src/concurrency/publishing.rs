//! Several who publish and subscribe at once.

use std::sync::Arc;

use kata_suite::sync::atomic::{AtomicUsize, Ordering};
use kata_suite::{Check, Level, crew, expect, expect_eq, settle_ready, thread};
use pub_sub_api::{Duplicate, Overflow};

use crate::Subject;
use crate::doubles::{Gate, behind, takes_it};
use crate::newsroom::{Member, Newsroom, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("no-message-is-overlooked", "no message is overlooked by a delivery that goes to sleep")
            .level(Level::L4)
            .weight(2)
            .hint("The queue was empty a moment ago. What may happen before the thread sleeps?")
            .timed(no_message_is_overlooked),
        Check::concurrency("publishers-keep-their-order", "two publishers: each subscriber gets the offsets in order")
            .level(Level::L4)
            .weight(2)
            .hint("What may happen between taking an offset and putting the message into the queues?")
            .explore(publishers_keep_their_order),
        Check::concurrency("a-topic-begins-once", "two who need a new topic at once get the same one")
            .level(Level::L4)
            .hint("Both find that there is no such topic. Whose is kept?")
            .explore(a_topic_begins_once),
        Check::concurrency(
            "who-joins-receives-a-suffix",
            "who subscribes while others publish misses a beginning, no more",
        )
        .level(Level::L4)
        .weight(2)
        .hint("From which message on is a new subscription on the list? And before it is?")
        .explore(who_joins_receives_a_suffix),
        Check::concurrency("one-name-one-subscription", "of two with the same name at once, one is subscribed")
            .level(Level::L4)
            .hint("Both find that the name is free. And then?")
            .explore(one_name_one_subscription),
        Check::concurrency("queues-stay-within-their-capacity", "two publishers at once do not overfill a queue")
            .level(Level::L5)
            .weight(2)
            .hint("Both find room for one. And then?")
            .explore(queues_stay_within_their_capacity),
        Check::concurrency(
            "room-is-told-to-who-waits-for-it",
            "room in one queue is told to whoever waits for that one",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Two publishers wait for room in two queues. Which of them is woken when there is room in one?")
        .explore(room_is_told_to_who_waits_for_it),
    ]
}

fn no_message_is_overlooked(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    news.publish_all("orders", &["one", "two"]);
    settle();
    expect_eq!(
        mailer.reader.texts(),
        ["one", "two"],
        "two messages were published, and nothing else happened; received"
    );
    // A thread that looks again now and then, for safety, must not need to.
    expect_eq!(mailer.reader.times(), [0, 0], "two messages were published at 0 ms; they were received at (ms)");
}

fn publishers_keep_their_order(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    let publisher = |texts: [&'static str; 2]| {
        let news = news.clone();
        move || texts.map(|text| news.publish("orders", text))
    };
    let offsets = crew([("publisher-1", publisher(["a1", "a2"])), ("publisher-2", publisher(["b1", "b2"]))]);
    settle();
    let mut given: Vec<u64> = offsets.concat();
    given.sort_unstable();
    expect_eq!(given, [0, 1, 2, 3], "four messages were published by two; their offsets");
    expect_eq!(mailer.reader.offsets(), [0, 1, 2, 3], "the offsets in the order in which they were received");
    let texts = mailer.reader.texts();
    for own in ["a", "b"] {
        let seen: Vec<_> = texts.iter().filter(|text| text.starts_with(own)).collect();
        expect_eq!(seen, [&format!("{own}1"), &format!("{own}2")], "one publisher's messages as they were received");
    }
}

fn a_topic_begins_once(build: Subject) {
    let news = Newsroom::open(build);
    let (one, two) = (news.clone(), news.clone());
    type Caller = Box<dyn FnOnce() -> Option<Member> + Send>;
    let callers: [(&'static str, Caller); 2] = [
        (
            "publisher",
            Box::new(move || {
                one.publish("orders", "one");
                None
            }),
        ),
        ("subscriber", Box::new(move || Some(two.join("orders", "other")))),
    ];
    let joined = crew(callers);
    settle();
    let before: Vec<_> = joined.iter().flatten().flat_map(|other| other.reader.texts()).collect();
    let mailer = news.join("orders", "mailer");
    let offset = news.publish("orders", "two");
    settle();
    expect_eq!(offset, 1, "the second message to the topic; its offset");
    expect_eq!(mailer.reader.texts(), ["two"], "somebody who subscribed before it received");
    for other in joined.iter().flatten() {
        let (all, expected) = (other.reader.texts(), [before.clone(), vec!["two".to_owned()]].concat());
        expect_eq!(
            all,
            expected,
            "somebody who subscribed while `one` was published had received {before:?}; after `two`"
        );
    }
}

fn who_joins_receives_a_suffix(build: Subject) {
    let news = Newsroom::open(build);
    let (publisher, joiner) = (news.clone(), news.clone());
    let late = crate::doubles::Reader::new(takes_it());
    let reader = late.clone();
    type Caller = Box<dyn FnOnce() + Send>;
    let callers: [(&'static str, Caller); 2] = [
        ("publisher", Box::new(move || publisher.publish_all("orders", &["m0", "m1"]))),
        (
            "joiner",
            Box::new(move || {
                let joined = joiner.try_join("orders", pub_sub_api::SubscriberSpec::new("late", reader));
                expect!(joined.is_ok(), "nobody else has the name `late`, and subscribe got {joined:?}");
                joiner.publish("orders", "own");
            }),
        ),
    ];
    crew(callers);
    settle();
    let seen = late.offsets();
    let first = seen.first().copied().unwrap_or(3);
    let expected: Vec<u64> = (first..3).collect();
    expect!(
        seen == expected && late.texts().contains(&"own".to_owned()),
        "three messages were published, the last one of them or an earlier one by the subscriber itself; it received the \
         offsets {seen:?}, which are {:?}",
        late.texts()
    );
}

fn one_name_one_subscription(build: Subject) {
    let news = Newsroom::open(build);
    let joiner = || {
        let news = news.clone();
        move || news.join_again("orders", "mailer", Duplicate::Refuse)
    };
    let answers = crew([("joiner-1", joiner()), ("joiner-2", joiner())]);
    news.publish("orders", "one");
    settle();
    let joined = answers.iter().filter(|(_, answer)| answer.is_ok()).count();
    let received = answers.iter().filter(|(reader, _)| reader.texts() == ["one"]).count();
    expect!(
        joined == 1 && received == 1,
        "two subscribed as `mailer` at once: {joined} were taken, and {received} received the next message once"
    );
}

fn queues_stay_within_their_capacity(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    news.publish("orders", "m0");
    settle_ready();
    let returned = Arc::new(AtomicUsize::new(0));
    let publishers = ["m1", "m2"].map(|text| {
        let (news, returned) = (news.clone(), returned.clone());
        thread::spawn(move || {
            news.publish("orders", text);
            returned.fetch_add(1, Ordering::SeqCst);
        })
    });
    settle_ready();
    let early = returned.load(Ordering::SeqCst);
    expect!(early == 1, "one message may wait, and of two that were published at once {early} were taken at once");
    gate.open();
    settle();
    for publisher in publishers {
        let ended = publisher.join();
        expect!(ended.is_ok(), "publish panicked");
    }
    expect_eq!(slow.reader.offsets(), [0, 1, 2], "the offsets that were received when there was room again");
}

fn room_is_told_to_who_waits_for_it(build: Subject) {
    let news = Newsroom::open(build);
    let topics = ["orders", "parcels"];
    let gates = topics.map(|topic| {
        let gate = Gate::shut();
        news.join_queue(topic, "slow", behind(&gate), 1, Overflow::Block);
        news.publish(topic, "m0");
        gate
    });
    settle_ready();
    let publishers = topics.map(|topic| {
        news.publish(topic, "m1");
        let news = news.clone();
        let publisher = thread::spawn(move || news.publish(topic, "m2"));
        // One after the other, so that the later one waits behind the first.
        settle_ready();
        publisher
    });
    let [first, second] = publishers;
    gates[1].open();
    settle();
    expect!(
        second.is_finished() && !first.is_finished(),
        "two publishers waited for room on two topics; on the second there was room then, and the publishers had returned: \
         {} and {}",
        first.is_finished(),
        second.is_finished()
    );
    gates[0].open();
    settle();
    expect!(
        first.is_finished(),
        "a publisher waited for room on the first topic; there was room then, and it still waits"
    );
}
