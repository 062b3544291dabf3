//! The broker: one lock, and a condition variable that says that something has changed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use pub_sub_api::{
    Config, DeadLetter, ExtensionError, Lag, Message, Offset, Ports, PubSub, PublishError, Shutdown, SubscribeError,
    SubscriberSpec, SubscriptionId, Topic,
};

use crate::courier;
use crate::seams::Seams;
use crate::state::State;

/// The broker.
pub(crate) struct Broker {
    shared: Arc<Shared>,
    retention: usize,
}

/// What callers and couriers share.
pub(crate) struct Shared {
    state: Mutex<State>,
    pub(crate) changed: Condvar,
    pub(crate) ports: Ports,
    pub(crate) seams: Seams,
}

impl Shared {
    /// The state. A panic in a policy leaves nothing half done.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until something has changed.
    pub(crate) fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

impl Broker {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let shared = Shared { state: Mutex::default(), changed: Condvar::new(), ports, seams };
        Broker { shared: Arc::new(shared), retention: config.retention }
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let mut state = self.shared.lock();
        let (id, is_new) = state.enter(topic, spec)?;
        if is_new {
            state.couriers += 1;
            let shared = self.shared.clone();
            thread::spawn(move || courier::work(&shared, id));
        }
        self.shared.changed.notify_all();
        Ok(id)
    }

    fn unsubscribe(&self, subscription: SubscriptionId) {
        self.shared.lock().leave(subscription);
        self.shared.changed.notify_all();
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        let published = self.shared.ports.clock.now();
        let mut state = self.shared.lock();
        loop {
            if state.closing.is_some() {
                return Err(PublishError::ShutDown);
            }
            if let Some(offset) = state.publish(&topic, &message, published, &self.shared.seams, self.retention) {
                self.shared.changed.notify_all();
                return Ok(offset);
            }
            state = self.shared.wait(state);
        }
    }

    fn shutdown(&self, how: Shutdown) {
        let mut state = self.shared.lock();
        if state.closing != Some(Shutdown::Abort) {
            state.closing = Some(how);
        }
        self.shared.changed.notify_all();
        while state.couriers > 0 {
            state = self.shared.wait(state);
        }
        state.forget_all();
    }

    fn lag(&self, subscription: SubscriptionId) -> Result<Lag, ExtensionError> {
        let state = self.shared.lock();
        let found = state.subscriptions.get(&subscription);
        let found = found.ok_or(ExtensionError::UnknownSubscription(subscription))?;
        Ok(Lag { waiting: found.waiting.len(), dropped: found.dropped })
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(self.shared.lock().letters.clone())
    }

    fn replay_from(&self, subscription: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        self.shared.lock().replay(subscription, offset)?;
        self.shared.changed.notify_all();
        Ok(())
    }
}
