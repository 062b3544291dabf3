//! The thread that carries the messages of one subscription.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use pub_sub_api::{DeadLetter, Delivery, Failure, Shutdown, Subscriber, SubscriptionId};

use crate::broker::Shared;

/// Delivers until the subscription or the broker ends.
pub(crate) fn work(shared: &Shared, id: SubscriptionId) {
    while let Some((delivery, subscriber)) = next(shared, id) {
        deliver(shared, delivery, &*subscriber);
    }
    shared.lock().couriers -= 1;
    shared.changed.notify_all();
}

/// Waits for the next message. None: there will be none.
fn next(shared: &Shared, id: SubscriptionId) -> Option<(Delivery, Arc<dyn Subscriber>)> {
    let mut state = shared.lock();
    loop {
        let closing = state.closing;
        let subscription = state.subscriptions.get_mut(&id)?;
        if closing == Some(Shutdown::Abort) {
            return None;
        }
        if let Some(parcel) = subscription.take() {
            shared.changed.notify_all();
            return Some((subscription.delivery(id, parcel), subscription.spec.subscriber.clone()));
        }
        if closing.is_some() {
            return None;
        }
        state = shared.wait(state);
    }
}

/// Makes attempts until one succeeds or no other may follow.
fn deliver(shared: &Shared, mut delivery: Delivery, subscriber: &dyn Subscriber) {
    while let Err(failure) = attempt(&delivery, subscriber) {
        let Some(pause) = shared.seams.delivery.pause_after(delivery.attempt) else {
            return shared.lock().letters.push(letter(delivery, failure));
        };
        if !rest(shared, delivery.subscription, pause) {
            return;
        }
        delivery.attempt += 1;
    }
}

fn attempt(delivery: &Delivery, subscriber: &dyn Subscriber) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(|| subscriber.receive(delivery))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Err(Failure::new(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()))
    })
}

/// Waits before the next attempt. False: there is none any more.
fn rest(shared: &Shared, id: SubscriptionId, pause: Duration) -> bool {
    let until = shared.ports.clock.now() + pause;
    let mut state = shared.lock();
    loop {
        if state.closing == Some(Shutdown::Abort) || !state.subscriptions.contains_key(&id) {
            return false;
        }
        let left = until.since(shared.ports.clock.now());
        if left.is_zero() {
            return true;
        }
        state = shared.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
    }
}

fn letter(delivery: Delivery, failure: Failure) -> DeadLetter {
    let Delivery { subscription, topic, offset, message, attempt, .. } = delivery;
    DeadLetter { subscription, topic, offset, message, attempts: attempt, reason: failure.reason }
}
