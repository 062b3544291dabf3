//! Pub-sub: what you implement, and what your broker may rely on.
//!
//! You write a type that implements [`PubSub`], and a function that builds it:
//!
//! ```text
//! pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub>
//! ```
//!
//! * [`Config`] says how failed deliveries are retried, and how many messages a topic keeps for a replay.
//! * [`Ports`] are the outside world: the [`Clock`]. Who receives is a [`Subscriber`].
//! * `Seams` is your own struct: one field for each policy that somebody will want to swap (`overflow`, `delivery`).
//! * [`kit`] has test doubles for your own tests.
//!
//! # Words
//!
//! A **topic** is there as soon as somebody subscribes or publishes to it. A message that is published gets an **offset**: in each
//! topic 0, 1, 2 and so on, without gaps, whether or not anybody listens. A **subscription** gets the messages of its topic, from
//! the first that is published after it began, in the order of their offsets, and *one at a time*: the next delivery begins when
//! the one before is settled. A delivery takes one or more **attempts**, which are calls of [`Subscriber::receive`]. It is settled
//! when an attempt succeeds or when no other may follow; then the message is a **dead letter** of that subscription.
//!
//! # Full queues
//!
//! What has been published and whose delivery has not begun **waits**. The message that is being delivered, from its first attempt
//! until it is settled, does not wait any more. No more than [`SubscriberSpec::capacity`] messages wait for a subscription; what becomes
//! of one more, its [`Overflow`] says. Dropping a message never ends a subscription.
//!
//! # Many callers
//!
//! Every method may be called from many threads at once, also from inside a subscriber (but for
//! [`shutdown`](PubSub::shutdown)). A call that has returned has happened: whoever calls later sees its effect. An error
//! changes nothing. Where the policy `overflow` panics, the publish that asked it may unwind, but nobody else notices.

mod config;
mod delivery;
mod error;
mod ids;
pub mod kit;
mod message;
mod ports;
mod subscriber;
pub mod twists;

pub use config::{Config, RetryRule};
pub use delivery::{DeadLetter, Delivery, Failure, Lag};
pub use error::{ExtensionError, PublishError, SubscribeError};
pub use ids::{Offset, SubscriberName, SubscriptionId, Topic};
pub use message::Message;
pub use ports::{Clock, Ports, Timestamp};
pub use subscriber::{Duplicate, Overflow, Subscriber, SubscriberSpec};

/// How a broker ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shutdown {
    /// What has been published is still delivered, retries included.
    Drain,
    /// The calls that run are finished; what waits is discarded, and so is a retry that has not begun.
    Abort,
}

/// The broker, as the services that use it call it.
///
/// Deliveries are made on threads of your own, and begin as soon as the subscription is free. A thread that has nothing to do waits; it
/// does not poll (waking up now and then, for safety, is no polling).
pub trait PubSub: Send + Sync {
    /// Begins a subscription: it gets what is published to the topic after this has returned.
    ///
    /// A subscriber with the same name on the same topic is a *duplicate*; what becomes of it, the new one's [`Duplicate`] says. A
    /// name is free again once its subscription has ended.
    ///
    /// # Errors
    ///
    /// In this order, where both apply:
    ///
    /// * [`SubscribeError::ShutDown`]: `shutdown` was called.
    /// * [`SubscribeError::AlreadySubscribed`]: the name is taken on this topic, and the mode is [`Duplicate::Refuse`].
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError>;

    /// Ends a subscription. If there is none with this id, or it has ended, nothing happens.
    ///
    /// What is published after this has returned is not delivered, and what waits is discarded. It does *not* wait for a call that
    /// is under way: that one goes on, and one delivery that had just been taken from the queue may still make its call. Nothing
    /// else begins after this has returned, no retry either. The broker then lets go of the subscriber and its messages.
    fn unsubscribe(&self, subscription: SubscriptionId);

    /// Publishes a message to everybody who is subscribed to the topic, and returns its offset.
    ///
    /// It does not wait for subscribers, with one exception: where the queue of a subscription is full and its mode is
    /// [`Overflow::Block`], it waits for room, or for the end of that subscription, or of the broker. Meanwhile others who publish
    /// to the same topic may have to wait as well, but nobody on other topics.
    ///
    /// # Errors
    ///
    /// [`PublishError::ShutDown`]: `shutdown` was called. Nobody receives the message. A call that was waiting for room when that
    /// happened may end either way.
    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError>;

    /// Ends the broker: nothing is published or subscribed any more from the moment this is called. Returns once nothing is
    /// being delivered and nothing will be, and all threads of the broker have ended or are about to.
    ///
    /// With [`Shutdown::Drain`], each message whose `publish` returned `Ok` is delivered first, with all the retries that it
    /// is due. With [`Shutdown::Abort`], what waits is discarded, and a publisher that waits for room is let go at once. A second call
    /// waits as well; an abort cuts a drain short.
    fn shutdown(&self, how: Shutdown);

    /// How far a subscription is behind. *An extension, like all that follow.*
    ///
    /// # Errors
    ///
    /// * [`ExtensionError::Unsupported`]: you left this extension out (the body that this trait comes with).
    /// * [`ExtensionError::UnknownSubscription`]: there is none with this id, or it has ended. After a shutdown all have.
    fn lag(&self, subscription: SubscriptionId) -> Result<Lag, ExtensionError> {
        let _ = subscription;
        Err(ExtensionError::Unsupported)
    }

    /// The messages that could not be delivered, in the order in which they were given up; also those of subscriptions that have
    /// ended, and also after a shutdown.
    ///
    /// # Errors
    ///
    /// [`ExtensionError::Unsupported`]: you left this extension out (the body that this trait comes with).
    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Err(ExtensionError::Unsupported)
    }

    /// Lets one subscription go on at this offset: it gets each message that its topic still keeps ([`Config::retention`]) from
    /// `offset` on, once more and in order, also those from before it subscribed, and then whatever is published. What waits
    /// comes in its place and not twice. Nobody else notices.
    ///
    /// A delivery that is under way goes on. If `offset` is no longer kept, what comes back begins with the oldest message that is.
    /// Of what waits from `offset` on a replay drops nothing, even where the topic no longer keeps it, or where more messages wait
    /// than the capacity allows.
    ///
    /// # Errors
    ///
    /// * [`ExtensionError::Unsupported`]: you left this extension out (the body that this trait comes with).
    /// * [`ExtensionError::UnknownSubscription`]: there is none with this id, or it has ended.
    fn replay_from(&self, subscription: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let _ = (subscription, offset);
        Err(ExtensionError::Unsupported)
    }
}
