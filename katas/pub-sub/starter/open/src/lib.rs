//! My broker.

use std::sync::Arc;

use pub_sub_api::{
    Config, Message, Offset, Ports, PubSub, PublishError, Shutdown, SubscribeError, SubscriberSpec, SubscriptionId,
    Topic,
};

/// The policies that somebody will want to swap: give each role of the brief a field of its name, `Box<dyn …>` of a
/// trait that you design.
pub struct Seams {}

impl Seams {
    /// The policies that the broker opens with. This is the only place that names them.
    pub fn new(_config: &Config) -> Self {
        Seams {}
    }
}

/// The broker that the services call. The grader and the tests call this.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    let _ = (config, ports, seams);
    Arc::new(Broker {})
}

/// The broker. Many threads call it at once.
pub struct Broker {}

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
