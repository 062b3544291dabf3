//! Who receives, and on which terms.

use std::fmt;
use std::sync::Arc;

use crate::{Delivery, Failure, SubscriberName};

/// Who receives messages.
pub trait Subscriber: Send + Sync {
    /// Takes a message.
    ///
    /// It may be slow: nobody else must wait for it. It may call the broker: publish, subscribe, unsubscribe anybody (itself, too).
    /// It may panic: the attempt has failed then, with the text of the panic for a reason if it has one, and the subscription
    /// goes on.
    ///
    /// # Errors
    ///
    /// [`Failure`]: the attempt has failed.
    fn receive(&self, delivery: &Delivery) -> Result<(), Failure>;
}

/// A subscriber, and the terms on which it subscribes.
#[derive(Clone)]
pub struct SubscriberSpec {
    /// What it calls itself.
    pub name: SubscriberName,
    /// Who receives.
    pub subscriber: Arc<dyn Subscriber>,
    /// So many messages may wait for it; at least 1.
    pub capacity: usize,
    /// What becomes of one more.
    pub overflow: Overflow,
    /// What becomes of this subscription if its name is taken on the topic.
    pub duplicate: Duplicate,
}

impl SubscriberSpec {
    /// A thousand messages may wait, then the publisher has to; a duplicate is refused.
    pub fn new(name: impl Into<SubscriberName>, subscriber: Arc<dyn Subscriber>) -> Self {
        let (overflow, duplicate) = (Overflow::default(), Duplicate::default());
        SubscriberSpec { name: name.into(), subscriber, capacity: 1000, overflow, duplicate }
    }

    /// The same with another capacity, and another way with full queues.
    #[must_use]
    pub fn queue(self, capacity: usize, overflow: Overflow) -> Self {
        SubscriberSpec { capacity, overflow, ..self }
    }

    /// The same with another way with duplicates.
    #[must_use]
    pub fn duplicate(self, duplicate: Duplicate) -> Self {
        SubscriberSpec { duplicate, ..self }
    }
}

impl fmt::Debug for SubscriberSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SubscriberSpec { name, subscriber: _, capacity, overflow, duplicate } = self;
        let mut shown = f.debug_struct("SubscriberSpec");
        shown.field("name", name).field("capacity", capacity).field("overflow", overflow).field("duplicate", duplicate);
        shown.finish_non_exhaustive()
    }
}

/// What happens when a message is published and as many wait for a subscription as may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Overflow {
    /// The publisher waits until there is room.
    #[default]
    Block,
    /// The oldest message that waits is dropped, and the new one waits in its turn.
    DropOldest,
    /// The new message is dropped, for this subscription.
    DropNewest,
}

/// What happens when a subscriber's name is taken on its topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Duplicate {
    /// The new one is refused.
    #[default]
    Refuse,
    /// The old one stays, with its terms, and the call returns its id.
    Keep,
    /// The old one ends as if it had been unsubscribed, and the new one begins.
    Replace,
}
