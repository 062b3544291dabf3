//! What a subscriber is given, and what became of it.

use std::error::Error;
use std::fmt;

use crate::{Message, Offset, SubscriptionId, Timestamp, Topic};

/// One attempt to deliver one message to one subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// To which subscription.
    pub subscription: SubscriptionId,
    /// The topic.
    pub topic: Topic,
    /// The offset of the message in its topic.
    pub offset: Offset,
    /// The message.
    pub message: Message,
    /// When it was published, by the [`Clock`](crate::Clock): an instant during the call of `publish`.
    pub published: Timestamp,
    /// Which attempt it is, from 1.
    pub attempt: u32,
}

/// Why an attempt failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Why, in the words of the subscriber. Pass it on as it is.
    pub reason: String,
}

impl Failure {
    /// A failure with this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Failure { reason: reason.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for Failure {}

/// How far a subscription is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// Messages that wait. The one that is being delivered does not.
    pub waiting: usize,
    /// Messages that were dropped because the queue was full, since the subscription began.
    pub dropped: u64,
}

/// A message that one subscription could not be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The subscription.
    pub subscription: SubscriptionId,
    /// The topic.
    pub topic: Topic,
    /// The offset of the message in its topic.
    pub offset: Offset,
    /// The message.
    pub message: Message,
    /// How many attempts there were.
    pub attempts: u32,
    /// Why the last one failed: the reason of the [`Failure`], or the text of the panic if it has one.
    pub reason: String,
}
