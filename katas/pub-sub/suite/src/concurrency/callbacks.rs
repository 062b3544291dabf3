//! Subscribers that call the broker while they are called.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, expect, expect_eq};
use pub_sub_api::{Overflow, SubscriberSpec, SubscriptionId};

use crate::Subject;
use crate::doubles::{Reader, at_first, takes_it};
use crate::newsroom::{Newsroom, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("a-callback-may-publish", "a subscriber may publish while it is called")
            .level(Level::L5)
            .weight(2)
            .hint("What does your thread hold on to while it calls a subscriber?")
            .explore(a_callback_may_publish),
        Check::concurrency("a-callback-may-subscribe", "a subscriber may subscribe others while it is called")
            .level(Level::L5)
            .hint("What does your thread hold on to while it calls a subscriber?")
            .explore(a_callback_may_subscribe),
        Check::concurrency("a-callback-may-leave", "a subscriber may unsubscribe itself while it is called")
            .level(Level::L5)
            .weight(2)
            .hint("Does unsubscribe wait for something that only the subscriber itself can end?")
            .explore(a_callback_may_leave),
    ]
}

fn a_callback_may_publish(build: Subject) {
    let news = Newsroom::open(build);
    let parcels = news.join("parcels", "mailer");
    let inner = news.clone();
    let body = at_first(move |_| {
        inner.publish("parcels", "a parcel");
        inner.publish("orders", "one saucer");
    });
    let orders = news.join_queue("orders", "relay", body, 1, Overflow::Block);
    news.publish("orders", "one cup");
    settle();
    expect_eq!(
        orders.reader.texts(),
        ["one cup", "one saucer"],
        "a subscriber that publishes to its own topic received"
    );
    expect_eq!(parcels.reader.texts(), ["a parcel"], "what it published to another topic; received there");
}

fn a_callback_may_subscribe(build: Subject) {
    let news = Newsroom::open(build);
    let later = Reader::new(takes_it());
    let (inner, reader) = (news.clone(), later.clone());
    let body = at_first(move |_| {
        let joined = inner.try_join("orders", SubscriberSpec::new("later", reader.clone()));
        expect!(joined.is_ok(), "a subscriber subscribed another one, and got {joined:?}");
    });
    news.join_as("orders", "first", body);
    news.publish("orders", "one");
    settle();
    news.publish("orders", "two");
    settle();
    expect_eq!(later.texts(), ["two"], "subscribed during the delivery of the first message, it received");
}

fn a_callback_may_leave(build: Subject) {
    let news = Newsroom::open(build);
    let own: Arc<Mutex<Option<SubscriptionId>>> = Arc::default();
    let (inner, id) = (news.clone(), own.clone());
    let body = at_first(move |_| {
        // The suite's own lock: never held across a point where another task could run.
        let id = *id.lock().unwrap_or_else(PoisonError::into_inner);
        id.into_iter().for_each(|id| inner.leave(id));
    });
    let mailer = news.join_as("orders", "mailer", body);
    *own.lock().unwrap_or_else(PoisonError::into_inner) = Some(mailer.id);
    news.publish("orders", "one");
    news.publish("orders", "two");
    settle();
    expect_eq!(mailer.reader.texts(), ["one"], "a subscriber that left during the first of two deliveries received");
}
