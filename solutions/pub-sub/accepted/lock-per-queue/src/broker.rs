//! The broker: a directory of topics and subscriptions.

use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use pub_sub_api::{
    Config, DeadLetter, Duplicate, ExtensionError, Lag, Message, Offset, Ports, PubSub, PublishError, Shutdown,
    SubscribeError, SubscriberSpec, SubscriptionId, Topic,
};

use crate::courier::Office;
use crate::hub::Hub;
use crate::queue::{End, Queue};
use crate::seams::Seams;

/// The broker.
pub(crate) struct Broker {
    directory: Mutex<Directory>,
    /// Held while somebody waits for the couriers to end.
    ending: Mutex<()>,
    office: Arc<Office>,
    retention: usize,
}

#[derive(Default)]
struct Directory {
    hubs: HashMap<Topic, Arc<Hub>>,
    queues: HashMap<SubscriptionId, (Arc<Hub>, Arc<Queue>)>,
    subscribed: u64,
    couriers: Vec<JoinHandle<()>>,
    closed: bool,
}

impl Directory {
    fn leave(&mut self, id: SubscriptionId) {
        if let Some((hub, queue)) = self.queues.remove(&id) {
            queue.end(End::Cut);
            hub.leave(id);
        }
    }
}

impl Broker {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let office = Arc::new(Office { ports, seams, letters: Mutex::default() });
        Broker { directory: Mutex::default(), ending: Mutex::default(), office, retention: config.retention }
    }

    fn lock(&self) -> MutexGuard<'_, Directory> {
        self.directory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, id: SubscriptionId) -> Result<(Arc<Hub>, Arc<Queue>), ExtensionError> {
        self.lock().queues.get(&id).cloned().ok_or(ExtensionError::UnknownSubscription(id))
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let mut directory = self.lock();
        if directory.closed {
            return Err(SubscribeError::ShutDown);
        }
        let hub = directory.hubs.entry(topic.clone()).or_default().clone();
        match (hub.find(&spec.name), spec.duplicate) {
            (Some(taken), Duplicate::Refuse) => return Err(SubscribeError::AlreadySubscribed(taken.id)),
            (Some(taken), Duplicate::Keep) => return Ok(taken.id),
            (Some(taken), Duplicate::Replace) => directory.leave(taken.id),
            (None, _) => {}
        }
        directory.subscribed += 1;
        let id = SubscriptionId::new(directory.subscribed);
        let queue = Arc::new(Queue::new(id, topic, spec));
        hub.enter(queue.clone());
        directory.queues.insert(id, (hub, queue.clone()));
        let office = self.office.clone();
        directory.couriers.push(thread::spawn(move || office.carry(&queue)));
        Ok(id)
    }

    fn unsubscribe(&self, subscription: SubscriptionId) {
        self.lock().leave(subscription);
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        let hub = {
            let mut directory = self.lock();
            if directory.closed {
                return Err(PublishError::ShutDown);
            }
            directory.hubs.entry(topic).or_default().clone()
        };
        hub.publish(message, self.office.ports.clock.now(), self.retention, &*self.office.seams.overflow)
    }

    fn shutdown(&self, how: Shutdown) {
        let (hubs, queues): (Vec<_>, Vec<_>) = {
            let mut directory = self.lock();
            directory.closed = true;
            let queues = directory.queues.values().map(|(_, queue)| queue.clone()).collect();
            (directory.hubs.values().cloned().collect(), queues)
        };
        hubs.iter().for_each(|hub| hub.close());
        if how == Shutdown::Abort {
            queues.iter().for_each(|queue: &Arc<Queue>| queue.end(End::Cut));
        }
        hubs.iter().for_each(|hub| hub.wait_for_publishers());
        queues.iter().for_each(|queue| queue.end(End::Drained));
        let _ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        let couriers = mem::take(&mut self.lock().couriers);
        for courier in couriers {
            // A courier that panicked has ended as well.
            let _ended = courier.join();
        }
        let ended = mem::take(&mut self.lock().queues);
        for (hub, queue) in ended.into_values() {
            hub.leave(queue.id);
        }
    }

    fn lag(&self, subscription: SubscriptionId) -> Result<Lag, ExtensionError> {
        Ok(self.find(subscription)?.1.lag())
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(self.office.letters().clone())
    }

    fn replay_from(&self, subscription: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let (hub, queue) = self.find(subscription)?;
        hub.replay(&queue, offset);
        Ok(())
    }
}
