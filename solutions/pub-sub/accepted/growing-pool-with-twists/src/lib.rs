//! A pool of threads that grows while all are busy; subscriptions that have something to do stand in line for it. With both twists.

pub mod broker {
    //! The broker.
    pub(crate) mod core;
    mod pool;
    pub(crate) mod queue;

    pub(crate) use self::pool::Pool;
}
pub mod policies;

use std::sync::Arc;

use pub_sub_api::twists::{priorities::*, wildcards::*};
use pub_sub_api::{Config, Ports, PubSub};

pub use policies::Seams;

/// Plain.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    make(config, ports, seams, None, Priority(0))
}

/// With priorities.
pub fn build_with_priorities(c: Config, p: Ports, s: Seams, priorities: Priorities) -> Arc<dyn PriorityPubSub> {
    make(c, p, s, None, priorities.normal)
}

/// With patterns.
pub fn build_with_wildcards(c: Config, p: Ports, s: Seams, wildcards: Wildcards) -> Arc<dyn WildcardPubSub> {
    make(c, p, s, Some(wildcards), Priority(0))
}

fn make(c: Config, p: Ports, s: Seams, w: Option<Wildcards>, normal: Priority) -> Arc<broker::Pool> {
    Arc::new(broker::Pool::new(c, p, s, w, normal))
}
