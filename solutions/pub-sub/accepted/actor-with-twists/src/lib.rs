//! A broker in which one thread owns the state, and all others send it messages.

mod broker;
mod courier;
mod desk;
mod interest;
mod seams;
mod subscription;

use std::sync::Arc;

use pub_sub_api::twists::priorities::{Priorities, Priority, PriorityPubSub};
use pub_sub_api::twists::wildcards::{WildcardPubSub, Wildcards};
use pub_sub_api::{Config, Ports, PubSub};

use crate::broker::Broker;
pub use crate::seams::Seams;

/// The broker that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    Arc::new(Broker::new(config, ports, seams, Rules::default()))
}

/// A broker with patterns of topics.
pub fn build_with_wildcards(
    config: Config,
    ports: Ports,
    seams: Seams,
    wildcards: Wildcards,
) -> Arc<dyn WildcardPubSub> {
    Arc::new(Broker::new(config, ports, seams, Rules { wildcards, ..Rules::default() }))
}

/// A broker with urgent messages.
pub fn build_with_priorities(
    config: Config,
    ports: Ports,
    seams: Seams,
    priorities: Priorities,
) -> Arc<dyn PriorityPubSub> {
    Arc::new(Broker::new(config, ports, seams, Rules { normal: priorities.normal, ..Rules::default() }))
}

/// What came late.
struct Rules {
    wildcards: Wildcards,
    normal: Priority,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { wildcards: Wildcards { separator: '.', any: '*' }, normal: Priority(0) }
    }
}
