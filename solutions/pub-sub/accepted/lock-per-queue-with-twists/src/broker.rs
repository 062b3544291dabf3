//! The broker: a directory of topics and subscriptions.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use pub_sub_api::twists::priorities::{Priority, PriorityPubSub};
use pub_sub_api::twists::wildcards::WildcardPubSub;
use pub_sub_api::{
    Config, DeadLetter, Duplicate, ExtensionError, Lag, Message, Offset, Ports, PubSub, PublishError, Shutdown,
    SubscribeError, SubscriberName, SubscriberSpec, SubscriptionId, Topic,
};

use crate::Rules;
use crate::courier::Office;
use crate::hub::Hub;
use crate::interest::{Interest, Pattern};
use crate::queue::{End, Queue};
use crate::seams::Seams;

/// The broker.
pub(crate) struct Broker {
    directory: Mutex<Directory>,
    /// Held while somebody waits for the couriers to end.
    ending: Mutex<()>,
    office: Arc<Office>,
    retention: usize,
    rules: Rules,
}

#[derive(Default)]
struct Directory {
    hubs: HashMap<Topic, Arc<Hub>>,
    queues: BTreeMap<SubscriptionId, Arc<Queue>>,
    subscribed: u64,
    couriers: Vec<JoinHandle<()>>,
    closed: bool,
}

impl Directory {
    fn leave(&mut self, id: SubscriptionId) {
        if let Some(queue) = self.queues.remove(&id) {
            queue.end(End::Cut);
            self.hubs.values().for_each(|hub| hub.leave(id));
        }
    }

    /// The queue of the subscriber with this name and interest.
    fn find(&self, interest: &Interest, name: &SubscriberName) -> Option<Arc<Queue>> {
        self.queues.values().find(|queue| queue.interest == *interest && queue.spec.name == *name).cloned()
    }

    /// The hub of a topic. A new one is joined by everybody whose pattern it matches.
    fn hub(&mut self, topic: &Topic) -> Arc<Hub> {
        if let Some(hub) = self.hubs.get(topic) {
            return hub.clone();
        }
        let hub = Arc::new(Hub::default());
        for queue in self.queues.values().filter(|queue| queue.interest.covers(topic)) {
            hub.enter(queue.clone());
        }
        self.hubs.insert(topic.clone(), hub.clone());
        hub
    }
}

impl Broker {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams, rules: Rules) -> Self {
        let office = Arc::new(Office { ports, seams, letters: Mutex::default() });
        Broker { directory: Mutex::default(), ending: Mutex::default(), office, retention: config.retention, rules }
    }

    fn lock(&self) -> MutexGuard<'_, Directory> {
        self.directory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, id: SubscriptionId) -> Result<Arc<Queue>, ExtensionError> {
        self.lock().queues.get(&id).cloned().ok_or(ExtensionError::UnknownSubscription(id))
    }

    fn enter(&self, interest: Interest, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let mut directory = self.lock();
        if directory.closed {
            return Err(SubscribeError::ShutDown);
        }
        let taken = directory.find(&interest, &spec.name);
        match (taken, spec.duplicate) {
            (Some(taken), Duplicate::Refuse) => return Err(SubscribeError::AlreadySubscribed(taken.id)),
            (Some(taken), Duplicate::Keep) => return Ok(taken.id),
            (Some(taken), Duplicate::Replace) => directory.leave(taken.id),
            (None, _) => {}
        }
        directory.subscribed += 1;
        let id = SubscriptionId::new(directory.subscribed);
        let queue = Arc::new(Queue::new(id, interest.clone(), spec));
        if let Interest::Topic(topic) = &interest {
            directory.hub(topic);
        }
        for (_, hub) in directory.hubs.iter().filter(|(topic, _)| interest.covers(topic)) {
            hub.enter(queue.clone());
        }
        directory.queues.insert(id, queue.clone());
        let office = self.office.clone();
        directory.couriers.push(thread::spawn(move || office.carry(&queue)));
        Ok(id)
    }

    fn post(&self, topic: Topic, message: Message, priority: Priority) -> Result<Offset, PublishError> {
        let hub = {
            let mut directory = self.lock();
            if directory.closed {
                return Err(PublishError::ShutDown);
            }
            directory.hub(&topic)
        };
        let published = self.office.ports.clock.now();
        hub.publish(topic, message, published, priority, self.retention, &*self.office.seams.overflow)
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        self.enter(Interest::Topic(topic), spec)
    }

    fn unsubscribe(&self, subscription: SubscriptionId) {
        self.lock().leave(subscription);
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        self.post(topic, message, self.rules.normal)
    }

    fn shutdown(&self, how: Shutdown) {
        let (hubs, queues): (Vec<_>, Vec<_>) = {
            let mut directory = self.lock();
            directory.closed = true;
            let queues = directory.queues.values().cloned().collect();
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
        for id in ended.into_keys() {
            hubs.iter().for_each(|hub| hub.leave(id));
        }
    }

    fn lag(&self, subscription: SubscriptionId) -> Result<Lag, ExtensionError> {
        Ok(self.find(subscription)?.lag())
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(self.office.letters().clone())
    }

    fn replay_from(&self, subscription: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let queue = self.find(subscription)?;
        let Interest::Topic(topic) = &queue.interest else { return Err(ExtensionError::Unsupported) };
        let hub = self.lock().hub(topic);
        hub.replay(topic, &queue, offset);
        Ok(())
    }
}

impl WildcardPubSub for Broker {
    fn subscribe_pattern(&self, pattern: &str, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        self.enter(Interest::Pattern(Pattern::new(pattern, &self.rules.wildcards)), spec)
    }
}

impl PriorityPubSub for Broker {
    fn publish_with(&self, topic: Topic, message: Message, priority: Priority) -> Result<Offset, PublishError> {
        self.post(topic, message, priority)
    }
}
