//! The desk: the one thread that owns the state.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError};

use pub_sub_api::{
    Clock, DeadLetter, Delivery, Duplicate, ExtensionError, Failure, Lag, Offset, Overflow, PublishError, Shutdown,
    SubscribeError, SubscriberSpec, SubscriptionId, Timestamp, Topic,
};

use crate::broker::Letters;
use crate::courier;
use crate::interest::Interest;
use crate::seams::Seams;
use crate::subscription::{Log, Parcel, Post, Subscription};

/// What the desk is told.
pub(crate) enum Command {
    Subscribe(Interest, SubscriberSpec, Sender<Result<SubscriptionId, SubscribeError>>),
    Unsubscribe(SubscriptionId, Sender<()>),
    Publish(Topic, Post),
    /// A courier has made an attempt.
    Tried(Delivery, Result<(), Failure>),
    Lag(SubscriptionId, Sender<Result<Lag, ExtensionError>>),
    Replay(SubscriptionId, Offset, Sender<Result<(), ExtensionError>>),
    Shutdown(Shutdown, Sender<()>),
}

/// The state of the broker.
pub(crate) struct Desk {
    retention: usize,
    clock: Arc<dyn Clock>,
    seams: Seams,
    own: Sender<Command>,
    letters: Letters,
    topics: HashMap<Topic, Log>,
    subscriptions: BTreeMap<SubscriptionId, Subscription>,
    subscribed: u64,
    /// Attempts that begin later.
    retries: BTreeMap<(Timestamp, SubscriptionId), Delivery>,
    /// Attempts that couriers make just now.
    running: usize,
    closing: Option<Shutdown>,
    closers: Vec<Sender<()>>,
}

impl Desk {
    pub(crate) fn new(
        retention: usize,
        clock: Arc<dyn Clock>,
        seams: Seams,
        own: Sender<Command>,
        letters: Letters,
    ) -> Self {
        let (topics, subscriptions, retries) = (HashMap::new(), BTreeMap::new(), BTreeMap::new());
        let (subscribed, running, closing, closers) = (0, 0, None, Vec::new());
        Desk {
            retention,
            clock,
            seams,
            own,
            letters,
            topics,
            subscriptions,
            subscribed,
            retries,
            running,
            closing,
            closers,
        }
    }

    /// Works until the broker has ended.
    pub(crate) fn work(mut self, mail: &Receiver<Command>) {
        while !self.is_over() {
            let command = match self.retries.first_key_value() {
                Some((&(due, _), _)) => mail.recv_timeout(due.since(self.clock.now())),
                None => mail.recv().map_err(RecvTimeoutError::from),
            };
            match command {
                Ok(command) => self.obey(command),
                Err(RecvTimeoutError::Timeout) => self.retry(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        self.subscriptions.clear();
    }

    fn is_over(&self) -> bool {
        let idle = |known: &Subscription| !known.busy && known.waiting.is_empty();
        match self.closing {
            Some(_) if self.running > 0 => false,
            Some(Shutdown::Abort) => true,
            Some(Shutdown::Drain) => self.subscriptions.values().all(idle),
            None => false,
        }
    }

    // Whoever asked may have gone: then the answer goes nowhere.
    fn obey(&mut self, command: Command) {
        match command {
            Command::Subscribe(interest, spec, answer) => drop(answer.send(self.subscribe(interest, spec))),
            Command::Unsubscribe(id, answer) => {
                self.leave(id);
                let _gone = answer.send(());
            }
            Command::Publish(topic, post) => {
                self.topics.entry(topic.clone()).or_default().parked.push_back(post);
                self.publish(&topic);
            }
            Command::Tried(delivery, result) => self.tried(delivery, result),
            Command::Lag(id, answer) => {
                let lag = |known: &Subscription| Lag { waiting: known.waiting.len(), dropped: known.dropped };
                let lag = self.subscriptions.get(&id).map(lag);
                let _gone = answer.send(lag.ok_or(ExtensionError::UnknownSubscription(id)));
            }
            Command::Replay(id, offset, answer) => drop(answer.send(self.replay(id, offset))),
            Command::Shutdown(how, closer) => self.shutdown(how, closer),
        }
    }

    fn subscribe(&mut self, interest: Interest, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        if self.closing.is_some() {
            return Err(SubscribeError::ShutDown);
        }
        let same = |known: &&Subscription| known.interest == interest && known.name == spec.name;
        let taken = self.subscriptions.values().find(same).map(|known| known.id);
        match (taken, spec.duplicate) {
            (Some(id), Duplicate::Refuse) => return Err(SubscribeError::AlreadySubscribed(id)),
            (Some(id), Duplicate::Keep) => return Ok(id),
            (Some(id), Duplicate::Replace) => self.leave(id),
            (None, _) => {}
        }
        self.subscribed += 1;
        let id = SubscriptionId::new(self.subscribed);
        let SubscriberSpec { name, subscriber, capacity, overflow, .. } = spec;
        let courier = courier::hire(subscriber, self.own.clone());
        let (waiting, dropped, busy) = (VecDeque::new(), 0, false);
        let new = Subscription { id, interest, name, capacity, overflow, waiting, dropped, busy, courier };
        self.subscriptions.insert(id, new);
        Ok(id)
    }

    fn leave(&mut self, id: SubscriptionId) {
        let Some(left) = self.subscriptions.remove(&id) else { return };
        self.retries.retain(|&(_, other), _| other != id);
        self.publish_all(&left.interest);
    }

    /// Publishes what is parked at these topics, as far as there is room.
    fn publish_all(&mut self, interest: &Interest) {
        let topics: Vec<Topic> = self.topics.keys().filter(|topic| interest.covers(topic)).cloned().collect();
        topics.iter().for_each(|topic| self.publish(topic));
    }

    /// Publishes what is parked at a topic, as far as there is room.
    fn publish(&mut self, topic: &Topic) {
        let Some(log) = self.topics.get_mut(topic) else { return };
        while let Some(post) = log.parked.pop_front() {
            if self.closing.is_some() {
                let _gone = post.answer.send(Err(PublishError::ShutDown));
                continue;
            }
            let full = |id| self.subscriptions.get(id).filter(|known: &&Subscription| known.is_full());
            // A policy that breaks down must not take the desk along: then it is as the subscriber wanted.
            let ask = |known: &Subscription| {
                catch_unwind(AssertUnwindSafe(|| self.seams.overflow.when_full(known.overflow)))
                    .unwrap_or(known.overflow)
            };
            let way = |id| full(id).map(ask);
            let members = self.subscriptions.values().filter(|known| known.interest.covers(topic));
            let ways: Vec<_> = members.map(|known| (known.id, way(&known.id))).collect();
            if ways.iter().any(|(_, way)| *way == Some(Overflow::Block)) {
                return log.parked.push_front(post);
            }
            let Post { message, published, priority, answer } = post;
            let parcel = Parcel { topic: topic.clone(), offset: log.next, message, published, priority };
            log.next = log.next.next();
            log.kept.push_back(parcel.clone());
            while log.kept.len() > self.retention {
                log.kept.pop_front();
            }
            for (id, way) in ways {
                let Some(member) = self.subscriptions.get_mut(&id) else { continue };
                member.accept(parcel.clone(), way);
                self.running += dispatch(member);
            }
            let _gone = answer.send(Ok(parcel.offset));
        }
    }

    fn tried(&mut self, delivery: Delivery, result: Result<(), Failure>) {
        self.running -= 1;
        let id = delivery.subscription;
        // Nobody tries again for one who has left.
        if !self.subscriptions.contains_key(&id) {
            return;
        }
        if let Err(failure) = result {
            if let Some(pause) = self.seams.delivery.pause_after(delivery.attempt) {
                self.retries.insert((self.clock.now() + pause, id), delivery);
                return;
            }
            self.give_up(delivery, failure);
        }
        self.go_on(id);
    }

    /// Turns to the next message of a subscription.
    fn go_on(&mut self, id: SubscriptionId) {
        let Some(subscription) = self.subscriptions.get_mut(&id) else { return };
        subscription.busy = false;
        if self.closing == Some(Shutdown::Abort) {
            return;
        }
        self.running += dispatch(subscription);
        let interest = subscription.interest.clone();
        self.publish_all(&interest);
    }

    fn give_up(&self, delivery: Delivery, failure: Failure) {
        let Delivery { subscription, topic, offset, message, attempt, .. } = delivery;
        let letter = DeadLetter { subscription, topic, offset, message, attempts: attempt, reason: failure.reason };
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
    }

    /// Begins the attempts that are due.
    fn retry(&mut self) {
        let now = self.clock.now();
        while let Some(entry) = self.retries.first_entry().filter(|entry| entry.key().0 <= now) {
            let mut delivery = entry.remove();
            delivery.attempt += 1;
            if let Some(subscription) = self.subscriptions.get(&delivery.subscription) {
                self.running += usize::from(subscription.courier.send(delivery).is_ok());
            }
        }
    }

    fn replay(&mut self, id: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let subscription = self.subscriptions.get_mut(&id).ok_or(ExtensionError::UnknownSubscription(id))?;
        let Interest::Topic(topic) = &subscription.interest else { return Err(ExtensionError::Unsupported) };
        if let Some(log) = self.topics.get(topic) {
            subscription.rewind(log, offset);
            self.running += dispatch(subscription);
        }
        Ok(())
    }

    fn shutdown(&mut self, how: Shutdown, closer: Sender<()>) {
        if self.closing != Some(Shutdown::Abort) {
            self.closing = Some(how);
        }
        self.closers.push(closer);
        if how == Shutdown::Abort {
            self.retries.clear();
        }
        let topics: Vec<Topic> = self.topics.keys().cloned().collect();
        topics.iter().for_each(|topic| self.publish(topic));
    }
}

/// Gives the courier its next delivery, if it has none. How many attempts begin.
fn dispatch(subscription: &mut Subscription) -> usize {
    if subscription.busy {
        return 0;
    }
    let Some(parcel) = subscription.pick() else { return 0 };
    let delivery = subscription.first_attempt(parcel);
    subscription.busy = subscription.courier.send(delivery).is_ok();
    usize::from(subscription.busy)
}
