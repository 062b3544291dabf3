//! What the desk knows of topics and subscriptions.

use std::collections::VecDeque;
use std::sync::mpsc::Sender;

use pub_sub_api::twists::priorities::Priority;
use pub_sub_api::{
    Delivery, Message, Offset, Overflow, PublishError, SubscriberName, SubscriptionId, Timestamp, Topic,
};

use crate::interest::Interest;

/// A message that somebody wants to publish, and where the answer goes.
pub(crate) struct Post {
    pub(crate) message: Message,
    pub(crate) published: Timestamp,
    pub(crate) priority: Priority,
    pub(crate) answer: Sender<Result<Offset, PublishError>>,
}

/// A message with its offset.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) topic: Topic,
    pub(crate) offset: Offset,
    pub(crate) message: Message,
    pub(crate) published: Timestamp,
    pub(crate) priority: Priority,
}

/// A topic.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) next: Offset,
    pub(crate) kept: VecDeque<Parcel>,
    /// Publishers who wait for room, first come first.
    pub(crate) parked: VecDeque<Post>,
}

/// A subscription with what waits for it.
pub(crate) struct Subscription {
    pub(crate) id: SubscriptionId,
    pub(crate) interest: Interest,
    pub(crate) name: SubscriberName,
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
    pub(crate) waiting: VecDeque<Parcel>,
    pub(crate) dropped: u64,
    /// The courier has a delivery, or it rests before the next attempt.
    pub(crate) busy: bool,
    pub(crate) courier: Sender<Delivery>,
}

impl Subscription {
    pub(crate) fn is_full(&self) -> bool {
        self.waiting.len() >= self.capacity
    }

    pub(crate) fn accept(&mut self, parcel: Parcel, way: Option<Overflow>) {
        self.waiting.push_back(parcel);
        let Some(way) = way else { return };
        self.dropped += 1;
        let lowest = self.waiting.iter().map(|parcel| parcel.priority).min();
        let is_lowest = |parcel: &Parcel| Some(parcel.priority) == lowest;
        let victim = match way {
            Overflow::DropNewest => self.waiting.iter().rposition(is_lowest),
            Overflow::DropOldest | Overflow::Block => self.waiting.iter().position(is_lowest),
        };
        victim.and_then(|victim| self.waiting.remove(victim));
    }

    /// Takes the most urgent one; of those the first.
    pub(crate) fn pick(&mut self) -> Option<Parcel> {
        let highest = self.waiting.iter().map(|parcel| parcel.priority).max()?;
        let place = self.waiting.iter().position(|parcel| parcel.priority == highest)?;
        self.waiting.remove(place)
    }

    /// The first attempt at a message.
    pub(crate) fn first_attempt(&self, parcel: Parcel) -> Delivery {
        let Parcel { topic, offset, message, published, priority: _ } = parcel;
        Delivery { subscription: self.id, topic, offset, message, published, attempt: 1 }
    }

    /// Lets it go on at this offset of its topic.
    pub(crate) fn rewind(&mut self, log: &Log, from: Offset) {
        let oldest = log.kept.front().map_or(log.next, |parcel| parcel.offset).max(from);
        self.waiting.retain(|parcel| parcel.offset >= from && parcel.offset < oldest);
        self.waiting.extend(log.kept.iter().filter(|parcel| parcel.offset >= from).cloned());
    }
}
