//! Topics, subscriptions and their queues.

use std::collections::{BTreeMap, HashMap, VecDeque};

use pub_sub_api::{
    DeadLetter, Delivery, Duplicate, ExtensionError, Message, Offset, Overflow, Shutdown, SubscribeError,
    SubscriberSpec, SubscriptionId, Timestamp, Topic,
};

use crate::seams::Seams;

/// The state of the broker.
#[derive(Default)]
pub(crate) struct State {
    topics: HashMap<Topic, Log>,
    pub(crate) subscriptions: BTreeMap<SubscriptionId, Subscription>,
    subscribed: u64,
    pub(crate) letters: Vec<DeadLetter>,
    pub(crate) closing: Option<Shutdown>,
    /// Couriers that have not ended.
    pub(crate) couriers: usize,
}

/// What is known of a topic.
#[derive(Default)]
struct Log {
    next: Offset,
    kept: VecDeque<Parcel>,
}

/// A message with its offset.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) offset: Offset,
    message: Message,
    published: Timestamp,
}

/// A subscription with what waits for it.
pub(crate) struct Subscription {
    topic: Topic,
    pub(crate) spec: SubscriberSpec,
    pub(crate) waiting: VecDeque<Parcel>,
    pub(crate) dropped: u64,
}

impl State {
    /// Enters a subscription, as far as its name is free. True beside the id if it is a new one.
    pub(crate) fn enter(
        &mut self,
        topic: Topic,
        spec: SubscriberSpec,
    ) -> Result<(SubscriptionId, bool), SubscribeError> {
        if self.closing.is_some() {
            return Err(SubscribeError::ShutDown);
        }
        let taken = |known: &Subscription| known.topic == topic && known.spec.name == spec.name;
        let taken = self.subscriptions.iter().find(|(_, known)| taken(known)).map(|(&id, _)| id);
        match (taken, spec.duplicate) {
            (Some(id), Duplicate::Refuse) => return Err(SubscribeError::AlreadySubscribed(id)),
            (Some(id), Duplicate::Keep) => return Ok((id, false)),
            (Some(id), Duplicate::Replace) => self.leave(id),
            (None, _) => {}
        }
        self.subscribed += 1;
        let id = SubscriptionId::new(self.subscribed);
        self.subscriptions.insert(id, Subscription { topic, spec, waiting: VecDeque::new(), dropped: 0 });
        Ok((id, true))
    }

    /// Ends a subscription.
    pub(crate) fn leave(&mut self, id: SubscriptionId) {
        self.subscriptions.remove(&id);
    }

    /// Gives a message to all queues of its topic. None if one of them has no room and the publisher has to wait.
    pub(crate) fn publish(
        &mut self,
        topic: &Topic,
        message: &Message,
        published: Timestamp,
        seams: &Seams,
        retention: usize,
    ) -> Option<Offset> {
        let mut ways = Vec::new();
        for (&id, subscription) in self.subscriptions.iter().filter(|(_, known)| known.topic == *topic) {
            let way = subscription.is_full().then(|| seams.overflow.when_full(subscription.spec.overflow));
            if way == Some(Overflow::Block) {
                return None;
            }
            ways.push((id, way));
        }
        let log = self.topics.entry(topic.clone()).or_default();
        let parcel = Parcel { offset: log.next, message: message.clone(), published };
        log.next = log.next.next();
        log.keep(&parcel, retention);
        for (id, way) in ways {
            let Some(subscription) = self.subscriptions.get_mut(&id) else { continue };
            subscription.accept(parcel.clone(), way);
        }
        Some(parcel.offset)
    }

    /// Lets a subscription go on at this offset.
    pub(crate) fn replay(&mut self, id: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let subscription = self.subscriptions.get_mut(&id).ok_or(ExtensionError::UnknownSubscription(id))?;
        let Some(log) = self.topics.get(&subscription.topic) else { return Ok(()) };
        let kept = log.kept.iter().filter(|parcel| parcel.offset >= offset);
        let oldest = log.kept.front().map_or(log.next, |parcel| parcel.offset).max(offset);
        // What waits and is no longer kept comes first.
        subscription.waiting.retain(|parcel| parcel.offset >= offset && parcel.offset < oldest);
        subscription.waiting.extend(kept.cloned());
        Ok(())
    }

    /// Lets go of all subscribers.
    pub(crate) fn forget_all(&mut self) {
        self.subscriptions.clear();
    }
}

impl Log {
    fn keep(&mut self, parcel: &Parcel, retention: usize) {
        self.kept.push_back(parcel.clone());
        while self.kept.len() > retention {
            self.kept.pop_front();
        }
    }
}

impl Subscription {
    fn is_full(&self) -> bool {
        self.waiting.len() >= self.spec.capacity
    }

    fn accept(&mut self, parcel: Parcel, way: Option<Overflow>) {
        if way.is_some() {
            self.dropped += 1;
        }
        if way == Some(Overflow::DropOldest) {
            self.waiting.pop_front();
        }
        if way != Some(Overflow::DropNewest) {
            self.waiting.push_back(parcel);
        }
    }

    /// An attempt at a message.
    pub(crate) fn delivery(&self, id: SubscriptionId, parcel: Parcel) -> Delivery {
        let Parcel { offset, message, published } = parcel;
        Delivery { subscription: id, topic: self.topic.clone(), offset, message, published, attempt: 1 }
    }

    /// The message that has waited longest.
    pub(crate) fn take(&mut self) -> Option<Parcel> {
        self.waiting.pop_front()
    }
}
