//! Twist: messages that overtake others.
//!
//! You write a type that implements [`PriorityPubSub`], and beside `build` a function that builds it:
//!
//! ```text
//! pub fn build_with_priorities(config: Config, ports: Ports, seams: Seams, priorities: Priorities) -> Arc<dyn PriorityPubSub>
//! ```
//!
//! `build` stays as it is: there, nothing overtakes.

use crate::{Message, Offset, PubSub, PublishError, Topic};

/// How urgent a message is: the higher, the more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Priority(pub u8);

/// How urgent messages are about which nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priorities {
    /// The priority of what [`PubSub::publish`] publishes.
    pub normal: Priority,
}

/// A broker with priorities. All that [`PubSub`] promises goes for it as well, but for this:
///
/// * **Order.** When a subscription begins a delivery, it takes among what waits a message of the highest priority, and of those the
///   one with the lowest offset. A delivery that has begun is not interrupted: its retries come first, whatever waits.
/// * **Full queues.** Where a message is dropped, it is one of the lowest priority among those that wait *and the new one*: with
///   [`Overflow::DropOldest`](crate::Overflow::DropOldest) that of the lowest offset, with
///   [`Overflow::DropNewest`](crate::Overflow::DropNewest) that of the highest. With [`Overflow::Block`](crate::Overflow::Block)
///   the publisher waits for room, however urgent its message is.
///
/// Offsets are given out as before, one counter for each topic: priorities change who is served first, not the numbers. A replay
/// brings each message with its priority.
pub trait PriorityPubSub: PubSub {
    /// Publishes a message with this priority. In all else as [`PubSub::publish`].
    ///
    /// # Errors
    ///
    /// As [`PubSub::publish`].
    fn publish_with(&self, topic: Topic, message: Message, priority: Priority) -> Result<Offset, PublishError>;
}
