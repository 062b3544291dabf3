//! Who comes and who goes.

use kata_suite::{Check, Level, complain, expect, expect_eq, settle_ready, thread, unfinished};
use pub_sub_api::{Duplicate, Overflow, Shutdown, SubscribeError, SubscriptionId};

use crate::Subject;
use crate::doubles::{Gate, behind, fails, takes};
use crate::newsroom::{Newsroom, retention, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("who-comes-late-sees-what-comes-later", "a late subscriber sees only what is published later")
            .hint("What is in the queue of a subscription that has just begun?")
            .run(who_comes_late_sees_what_comes_later),
        Check::behaviour("who-has-left-receives-nothing", "what is published after unsubscribe is not delivered")
            .weight(2)
            .hint("Where is a subscription written down, and is it gone from each place?")
            .run(who_has_left_receives_nothing),
        Check::behaviour("leaving-takes-nobody-along", "who leaves takes nobody along, also the second time")
            .weight(2)
            .hint("Is an id good for ever, or does it mean somebody else later on?")
            .run(leaving_takes_nobody_along),
        Check::behaviour("a-duplicate-is-refused", "a duplicate is refused, with the id of whoever has the name")
            .hint("What makes two subscriptions the same? On which topic?")
            .run(a_duplicate_is_refused),
        Check::behaviour(
            "a-duplicate-may-keep-the-first",
            "with Keep a duplicate joins the subscription that is there",
        )
        .hint("Keep: which subscriber receives, and which id is returned?")
        .run(a_duplicate_may_keep_the_first),
        Check::behaviour("a-duplicate-may-replace-the-first", "with Replace a duplicate takes the first one's place")
            .hint("Replace: what becomes of the old one's queue, id and subscriber?")
            .run(a_duplicate_may_replace_the_first),
        Check::behaviour(
            "who-is-replaced-has-left",
            "who is replaced has left: queue, thread, and whoever waits for room",
        )
        .level(Level::L5)
        .hint("Does Replace end a subscription in the same way as unsubscribe does?")
        .run(who_is_replaced_has_left),
        Check::behaviour("a-name-is-free-again", "a name is free again once its subscription has ended")
            .hint("Where do you look whether a name is taken?")
            .run(a_name_is_free_again),
        Check::behaviour("what-waits-is-discarded-on-leaving", "nothing begins for a subscription that has ended")
            .level(Level::L6)
            .hint("What waits in the queue when somebody leaves? And what waits for its next attempt?")
            .run(what_waits_is_discarded_on_leaving),
    ]
}

fn who_comes_late_sees_what_comes_later(build: Subject) {
    let news = Newsroom::with(build, retention(10));
    let early = news.join("orders", "early");
    news.publish_all("orders", &["one", "two"]);
    let late = news.join("orders", "late");
    news.publish("orders", "three");
    settle();
    expect_eq!(late.reader.texts(), ["three"], "subscribed between the second and the third message; received");
    expect_eq!(early.reader.texts(), ["one", "two", "three"], "subscribed from the beginning; received");
}

fn who_has_left_receives_nothing(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    news.publish("orders", "one");
    settle();
    news.leave(mailer.id);
    news.publish("orders", "two");
    settle();
    expect_eq!(mailer.reader.texts(), ["one"], "left between two messages; received");
}

fn leaving_takes_nobody_along(build: Subject) {
    let news = Newsroom::open(build);
    let [first, second, third] = ["first", "second", "third"].map(|name| news.join("orders", name));
    let elsewhere = news.join("parcels", "first");
    news.leave(first.id);
    news.leave(first.id);
    news.leave(SubscriptionId::new(u64::MAX));
    let fourth = news.join("orders", "fourth");
    expect!(fourth.id != first.id, "the id {} of a subscription that has ended was given away again", first.id);
    news.leave(first.id);
    news.publish("orders", "news");
    news.publish("parcels", "news");
    settle();
    for (member, name) in [(second, "second"), (third, "third"), (fourth, "fourth"), (elsewhere, "elsewhere")] {
        expect_eq!(member.reader.texts(), ["news"], "`first` left, three times over; `{name}` received");
    }
    expect_eq!(first.reader.texts(), [""; 0], "`first` left before anything was published; it received");
}

fn a_duplicate_is_refused(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    let (twin, refused) = news.join_again("orders", "mailer", Duplicate::Refuse);
    expect_eq!(refused, Err(SubscribeError::AlreadySubscribed(mailer.id)), "a second `mailer` on one topic");
    let (other, elsewhere) = news.join_again("parcels", "mailer", Duplicate::Refuse);
    expect!(elsewhere.is_ok(), "the name `mailer` is taken on another topic only, and subscribe got {elsewhere:?}");
    news.publish("orders", "one cup");
    news.publish("parcels", "a parcel");
    settle();
    expect_eq!(mailer.reader.texts(), ["one cup"], "the first `mailer` received");
    expect_eq!(twin.texts(), [""; 0], "the `mailer` that was refused received");
    expect_eq!(other.texts(), ["a parcel"], "the `mailer` on the other topic received");
}

fn a_duplicate_may_keep_the_first(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    let (twin, kept) = news.join_again("orders", "mailer", Duplicate::Keep);
    expect_eq!(kept, Ok(mailer.id), "a second `mailer` on one topic, with Keep");
    news.publish("orders", "one cup");
    settle();
    expect_eq!(mailer.reader.texts(), ["one cup"], "the first `mailer` received");
    expect_eq!(twin.texts(), [""; 0], "the second `mailer` received");
}

fn a_duplicate_may_replace_the_first(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join_queue("orders", "mailer", takes(10), 9, Overflow::Block);
    let (twin, replaced) = news.join_again("orders", "mailer", Duplicate::Replace);
    let Ok(id) = replaced else { complain(format!("a second `mailer` on one topic, with Replace: got {replaced:?}")) };
    expect!(id != mailer.id, "the subscription that took the place of {id} has the same id");
    news.publish("orders", "one");
    settle();
    expect_eq!(mailer.reader.texts(), [""; 0], "the `mailer` that was replaced received");
    expect_eq!(twin.texts(), ["one"], "the `mailer` that took its place received");
    // The id of the old one is good for nothing.
    news.leave(mailer.id);
    news.publish("orders", "two");
    settle();
    expect_eq!(twin.texts(), ["one", "two"], "after unsubscribe with the old id, the new one received");
}

fn who_is_replaced_has_left(build: Subject) {
    let (news, gate) = (Newsroom::open(build), Gate::shut());
    let slow = news.join_queue("orders", "mailer", behind(&gate), 1, Overflow::Block);
    news.publish("orders", "m0");
    settle_ready();
    news.publish("orders", "m1");
    let publisher = news.clone();
    let publisher = thread::spawn(move || publisher.publish("orders", "m2"));
    settle_ready();
    let (_, replaced) = news.join_again("orders", "mailer", Duplicate::Replace);
    expect!(replaced.is_ok(), "a second `mailer` on one topic, with Replace: got {replaced:?}");
    settle();
    expect!(publisher.is_finished(), "publish waited for room with somebody who was replaced then, and waits still");
    gate.open();
    settle();
    expect_eq!(slow.reader.texts(), ["m0"], "replaced while m0 was being delivered and m1 waited; calls that began");
    news.close(Shutdown::Drain);
    settle();
    let left = unfinished();
    expect!(left.is_empty(), "somebody was replaced, and after a shutdown {} threads were left", left.len());
}

fn a_name_is_free_again(build: Subject) {
    let news = Newsroom::open(build);
    let mailer = news.join("orders", "mailer");
    news.leave(mailer.id);
    let (again, joined) = news.join_again("orders", "mailer", Duplicate::Refuse);
    expect!(joined.is_ok(), "`mailer` had left, and a new `mailer` got {joined:?}");
    news.publish("orders", "one cup");
    settle();
    expect_eq!(again.texts(), ["one cup"], "the new `mailer` received");
}

fn what_waits_is_discarded_on_leaving(build: Subject) {
    let news = Newsroom::with(build, retry(3, 100, 100));
    let (slow, failing) = (news.join_as("orders", "slow", takes(10)), news.join_as("orders", "failing", fails()));
    news.publish_all("orders", &["one", "two", "three"]);
    settle_ready();
    news.leave(slow.id);
    news.leave(failing.id);
    settle();
    expect_eq!(slow.reader.texts(), ["one"], "left during the first of three deliveries; calls that began");
    expect_eq!(
        failing.reader.texts(),
        ["one"],
        "left before the second attempt at the first message; calls that began"
    );
}
