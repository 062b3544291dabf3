//! What callers see: commands to the desk, and its answers.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use pub_sub_api::twists::priorities::{Priority, PriorityPubSub};
use pub_sub_api::twists::wildcards::WildcardPubSub;
use pub_sub_api::{
    Config, DeadLetter, ExtensionError, Lag, Message, Offset, Ports, PubSub, PublishError, Shutdown, SubscribeError,
    SubscriberSpec, SubscriptionId, Topic,
};

use crate::Rules;
use crate::desk::{Command, Desk};
use crate::interest::{Interest, Pattern};
use crate::seams::Seams;
use crate::subscription::Post;

/// The letters outlive the desk.
pub(crate) type Letters = Arc<Mutex<Vec<DeadLetter>>>;

/// The broker.
pub(crate) struct Broker {
    desk: Sender<Command>,
    letters: Letters,
    ports: Ports,
    rules: Rules,
}

impl Broker {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams, rules: Rules) -> Self {
        let (desk, mail) = channel();
        let letters = Letters::default();
        let owner = Desk::new(config.retention, ports.clock.clone(), seams, desk.clone(), letters.clone());
        thread::spawn(move || owner.work(&mail));
        Broker { desk, letters, ports, rules }
    }

    fn enter(&self, interest: Interest, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        self.ask(|answer| Command::Subscribe(interest, spec, answer)).unwrap_or(Err(SubscribeError::ShutDown))
    }

    /// Sends a command and waits for the answer. None: the desk is closed.
    fn ask<T>(&self, command: impl FnOnce(Sender<T>) -> Command) -> Option<T> {
        let (answer, answered) = channel();
        self.desk.send(command(answer)).ok()?;
        answered.recv().ok()
    }
}

impl WildcardPubSub for Broker {
    fn subscribe_pattern(&self, pattern: &str, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        self.enter(Interest::Pattern(Pattern::new(pattern, &self.rules.wildcards)), spec)
    }
}

impl PriorityPubSub for Broker {
    fn publish_with(&self, topic: Topic, message: Message, priority: Priority) -> Result<Offset, PublishError> {
        let published = self.ports.clock.now();
        let post = |answer| Command::Publish(topic, Post { message, published, priority, answer });
        self.ask(post).unwrap_or(Err(PublishError::ShutDown))
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        self.enter(Interest::Topic(topic), spec)
    }

    fn unsubscribe(&self, subscription: SubscriptionId) {
        self.ask(|answer| Command::Unsubscribe(subscription, answer));
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        self.publish_with(topic, message, self.rules.normal)
    }

    fn shutdown(&self, how: Shutdown) {
        self.ask(|answer| Command::Shutdown(how, answer));
    }

    fn lag(&self, subscription: SubscriptionId) -> Result<Lag, ExtensionError> {
        let unknown = Err(ExtensionError::UnknownSubscription(subscription));
        self.ask(|answer| Command::Lag(subscription, answer)).unwrap_or(unknown)
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(self.letters.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn replay_from(&self, subscription: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let unknown = Err(ExtensionError::UnknownSubscription(subscription));
        self.ask(|answer| Command::Replay(subscription, offset, answer)).unwrap_or(unknown)
    }
}
