//! Twist: one subscription to many topics.
//!
//! You write a type that implements [`WildcardPubSub`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_wildcards(config: Config, ports: Ports, seams: Seams, wildcards: Wildcards) -> Arc<dyn WildcardPubSub>
//! ```
//!
//! `build` stays as it is: there, `*` is a letter like any other.

use crate::{PubSub, SubscribeError, SubscriberSpec, SubscriptionId};

/// How patterns are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wildcards {
    /// What separates the parts of a topic, and those of a pattern: `.` in `orders.eu`.
    pub separator: char,
    /// The part of a pattern that stands for any one part: `*` in `orders.*`. Not the separator.
    pub any: char,
}

/// A broker with patterns. All that [`PubSub`] promises goes for it as well; `subscribe` and `publish` take each topic as it is written,
/// whatever letters are in it.
pub trait WildcardPubSub: PubSub {
    /// Begins a subscription to all topics that match the pattern, those included that nobody has used yet.
    ///
    /// A topic matches if it has as many parts as the pattern, and each part of the pattern is either that of the topic or
    /// [`Wildcards::any`] alone. Any part may be the wildcard, also several; it stands for an empty part, too. In `o*` it is a
    /// letter like any other.
    ///
    /// It is *one* subscription: it has one id and one queue, and its deliveries come one at a time. Each names the topic that the
    /// message was published to. The messages of one topic come in the order of their offsets; and of two topics, a message whose
    /// `publish` had returned before that of the other was called comes first. What goes for a topic's subscription, as
    /// [`PubSub::unsubscribe`], [`PubSub::lag`] and [`PubSub::shutdown`] have it, goes for this one too. But it has no one offset
    /// to go on at: [`PubSub::replay_from`] returns [`ExtensionError::Unsupported`](crate::ExtensionError::Unsupported) for it.
    ///
    /// Somebody with several subscriptions that match is given the message by each. A subscriber with the same name on the same
    /// pattern is a duplicate; one on a topic or on another pattern is not, even where they match the same topics.
    ///
    /// # Errors
    ///
    /// As [`PubSub::subscribe`].
    fn subscribe_pattern(&self, pattern: &str, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError>;
}
