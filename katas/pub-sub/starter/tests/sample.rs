//! A few public tests to start from. The grader has many more; add your own here.

use std::sync::Arc;
use std::time::Duration;

use pub_sub::{Seams, build};
use pub_sub_api::kit::{ManualClock, RecordingSubscriber, ports};
use pub_sub_api::{
    Config, Offset, PubSub, PublishError, Shutdown, SubscribeError, SubscriberSpec, SubscriptionId, Timestamp,
};

/// A broker whose clock shows one minute past its origin.
fn broker() -> Arc<dyn PubSub> {
    let clock = ManualClock::at(Timestamp::new(Duration::from_secs(60)));
    let config = Config::default();
    let seams = Seams::new(&config);
    build(config, ports(&clock), seams)
}

/// Subscribes somebody who must be taken.
fn join(broker: &dyn PubSub, topic: &str, name: &str) -> (SubscriptionId, Arc<RecordingSubscriber>) {
    let subscriber = RecordingSubscriber::new();
    let id = broker.subscribe(topic.into(), SubscriberSpec::new(name, subscriber.clone())).unwrap();
    (id, subscriber)
}

#[test]
fn everybody_on_the_topic_gets_the_message_and_nobody_else() {
    let broker = broker();
    let (_, mailer) = join(&*broker, "orders", "mailer");
    let (_, stock) = join(&*broker, "orders", "stock");
    let (_, parcels) = join(&*broker, "parcels", "mailer");

    assert_eq!(broker.publish("orders".into(), "one cup".into()), Ok(Offset::new(0)));

    assert_eq!(mailer.wait_for(1), ["one cup"]);
    assert_eq!(stock.wait_for(1), ["one cup"]);
    assert!(parcels.deliveries().is_empty());
}

#[test]
fn who_comes_later_sees_what_is_published_later() {
    let broker = broker();
    broker.publish("orders".into(), "early".into()).unwrap();
    let (_, mailer) = join(&*broker, "orders", "mailer");
    broker.publish("orders".into(), "late".into()).unwrap();
    assert_eq!(mailer.wait_for(1), ["late"]);
    assert_eq!(mailer.deliveries()[0].offset, Offset::new(1));
}

#[test]
fn a_name_is_taken_once_and_free_after_it_has_left() {
    let broker = broker();
    let (mailer, _) = join(&*broker, "orders", "mailer");
    let twin = SubscriberSpec::new("mailer", RecordingSubscriber::new());
    let refused = broker.subscribe("orders".into(), twin.clone());
    assert_eq!(refused, Err(SubscribeError::AlreadySubscribed(mailer)));
    broker.unsubscribe(mailer);
    assert!(broker.subscribe("orders".into(), twin).is_ok());
}

#[test]
fn who_fails_gets_the_next_message_all_the_same() {
    let broker = broker();
    let (_, mailer) = join(&*broker, "orders", "mailer");
    mailer.fail_next("no network");
    broker.publish("orders".into(), "first".into()).unwrap();
    broker.publish("orders".into(), "second".into()).unwrap();
    assert_eq!(mailer.wait_for(2), ["first", "second"]);
}

#[test]
fn a_drain_delivers_what_was_published() {
    let broker = broker();
    let (_, mailer) = join(&*broker, "orders", "mailer");
    for order in ["one", "two", "three"] {
        broker.publish("orders".into(), order.into()).unwrap();
    }
    broker.shutdown(Shutdown::Drain);
    assert_eq!(mailer.deliveries().len(), 3);
    assert_eq!(broker.publish("orders".into(), "four".into()), Err(PublishError::ShutDown));
}
