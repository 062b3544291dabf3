//! A broker in which a topic is a log, and a subscription a cursor in it. Threads park, and are unparked.

mod broker;
mod carrier;
mod log;
mod seams;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pub_sub_api::{Config, Ports, PubSub};

use crate::broker::Broker;
pub use crate::seams::Seams;

/// The broker that the services call.
pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn PubSub> {
    Arc::new(Broker::new(config, ports, seams))
}

/// Nobody leaves anything half done behind a lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
