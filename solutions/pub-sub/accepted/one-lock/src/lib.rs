//! A broker whose whole state is behind one lock, with a thread for each subscription.

mod broker;
mod courier;
mod seams;
mod state;

use std::sync::Arc;

use pub_sub_api::{Config, Ports, PubSub};

use crate::broker::Broker;
pub use crate::seams::Seams;

/// The broker that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    Arc::new(Broker::new(config, ports, seams))
}
