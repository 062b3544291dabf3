//! A broker in which one thread owns the state, and all others send it messages.

mod broker;
mod courier;
mod desk;
mod seams;
mod subscription;

use std::sync::Arc;

use pub_sub_api::{Config, Ports, PubSub};

use crate::broker::Broker;
pub use crate::seams::Seams;

/// The broker that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    Arc::new(Broker::new(config, ports, seams))
}
