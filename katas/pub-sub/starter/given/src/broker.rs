//! The broker: who gets what, and who carries it there.

use pub_sub_api::{
    Config, Message, Offset, Ports, PubSub, PublishError, Shutdown, SubscribeError, SubscriberSpec, SubscriptionId,
    Topic,
};

use crate::seams::Seams;

/// The broker. Add the state that it needs; many threads call it at once.
#[allow(dead_code, reason = "drop this line once your methods use the fields")]
pub struct Broker {
    config: Config,
    ports: Ports,
    seams: Seams,
}

impl Broker {
    /// A broker without topics.
    pub fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        Broker { config, ports, seams }
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        todo!("from now on {spec:?} gets what is published to {topic}")
    }

    fn unsubscribe(&self, subscription: SubscriptionId) {
        todo!("end {subscription}")
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        todo!("give {message:?} to everybody who is subscribed to {topic}, on other threads than this one")
    }

    fn shutdown(&self, how: Shutdown) {
        todo!("let the threads end ({how:?})")
    }
}
