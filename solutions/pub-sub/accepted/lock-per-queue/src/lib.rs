//! A broker with a lock for each queue, and an order of publishing for each topic.

mod broker;
mod courier;
mod hub;
mod queue;
mod seams;

use std::sync::Arc;

use pub_sub_api::{Config, Ports, PubSub};

use crate::broker::Broker;
pub use crate::seams::Seams;

/// The broker that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    Arc::new(Broker::new(config, ports, seams))
}
