//! What must not wait for what, measured on a clock that moves only when nothing can run.

use kata_suite::{Check, Level, crew, expect, expect_eq, settle_ready, thread};
use pub_sub_api::Overflow;

use crate::Subject;
use crate::doubles::{Gate, behind, takes};
use crate::newsroom::{Newsroom, settle};

/// More slow subscribers than a pool of threads has for the processors of a machine.
const MANY: usize = 40;

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::contention("topics-do-not-serialise-each-other", "deliveries on different topics overlap")
            .level(Level::L4)
            .weight(2)
            .hint("How many messages can be delivered at the same time, and what decides that?")
            .timed(topics_do_not_serialise_each_other),
        Check::contention("a-slow-subscriber-delays-no-other", "a slow subscriber delays no other on its topic")
            .level(Level::L5)
            .weight(2)
            .hint("Who else waits for the thread that calls a slow subscriber, or for what it holds?")
            .timed(a_slow_subscriber_delays_no_other),
        Check::contention("many-slow-subscribers-delay-no-other", "many slow subscribers delay no other")
            .level(Level::L5)
            .hint("How many threads are there to call subscribers? And if as many subscribers are slow?")
            .run(many_slow_subscribers_delay_no_other),
        Check::contention("a-slow-subscriber-delays-no-caller", "a slow subscriber delays nobody who calls the broker")
            .level(Level::L4)
            .weight(2)
            .hint("On which thread is a subscriber called?")
            .timed(a_slow_subscriber_delays_no_caller),
        Check::contention(
            "a-full-queue-holds-up-its-own-topic",
            "a full queue holds up nobody but those who publish to its topic",
        )
        .level(Level::L5)
        .hint("What does a publisher hold on to while it waits for room?")
        .timed(a_full_queue_holds_up_its_own_topic),
    ]
}

fn topics_do_not_serialise_each_other(build: Subject) {
    let news = Newsroom::open(build);
    let topics = ["orders", "parcels", "refunds"];
    let members = topics.map(|topic| news.join_as(topic, "mailer", takes(50)));
    let publisher = |topic: &'static str| {
        let news = news.clone();
        move || news.publish(topic, "news")
    };
    crew([
        ("publisher-1", publisher(topics[0])),
        ("publisher-2", publisher(topics[1])),
        ("publisher-3", publisher(topics[2])),
    ]);
    settle();
    let times: Vec<_> = members.iter().flat_map(|member| member.reader.times()).collect();
    expect_eq!(times, [0, 0, 0], "three topics, each with a subscriber that takes 50 ms; they were called at (ms)");
}

fn a_slow_subscriber_delays_no_other(build: Subject) {
    let news = Newsroom::open(build);
    let slow = ["slow-1", "slow-2"].map(|name| news.join_as("orders", name, takes(50)));
    let quick = news.join("orders", "quick");
    news.publish_all("orders", &["one", "two"]);
    settle();
    expect_eq!(quick.reader.times(), [0, 0], "beside two subscribers that take 50 ms, a quick one was called at (ms)");
    for member in slow {
        expect_eq!(member.reader.times(), [0, 50], "one of two subscribers that take 50 ms was called at (ms)");
    }
}

fn many_slow_subscribers_delay_no_other(build: Subject) {
    let news = Newsroom::open(build);
    for number in 1..=MANY {
        news.join_as("orders", &format!("slow-{number}"), takes(50));
    }
    let quick = news.join("parcels", "quick");
    news.publish("orders", "one");
    settle_ready();
    news.publish("parcels", "two");
    settle();
    expect_eq!(quick.reader.times(), [0], "beside {MANY} subscribers that take 50 ms, a quick one was called at (ms)");
}

fn a_slow_subscriber_delays_no_caller(build: Subject) {
    let news = Newsroom::open(build);
    let slow = news.join_as("orders", "slow", takes(50));
    news.publish("orders", "one");
    settle_ready();
    news.publish("orders", "two");
    let other = news.join("orders", "other");
    news.leave(other.id);
    news.leave(slow.id);
    let waited = kata_suite::now().as_millis();
    expect!(waited == 0, "publish, subscribe and unsubscribe took {waited} ms together, while a subscriber took 50 ms");
}

fn a_full_queue_holds_up_its_own_topic(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    news.join_queue("orders", "slow", behind(&gate), 1, Overflow::Block);
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    let publisher = news.clone();
    let publisher = thread::spawn(move || publisher.publish("orders", "m2"));
    let opener = gate.clone();
    thread::spawn(move || {
        thread::sleep(std::time::Duration::from_millis(50));
        opener.open();
    });
    settle_ready();
    let parcels = news.join("parcels", "mailer");
    news.publish("parcels", "p0");
    let other = news.join("orders", "other");
    news.leave(other.id);
    let waited = kata_suite::now().as_millis();
    expect!(
        waited == 0,
        "publish to another topic, subscribe and unsubscribe took {waited} ms together, while a publisher waited for room"
    );
    settle();
    expect_eq!(parcels.reader.times(), [0], "on the other topic the subscriber was called at (ms)");
    let ended = publisher.join();
    expect!(ended.is_ok(), "publish panicked");
}
