//! All that the broker knows.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use pub_sub_api::twists::priorities::Priority;
use pub_sub_api::twists::wildcards::Wildcards;
use pub_sub_api::*;

use super::queue::{Parcel, Queue};
use crate::policies::Overflow as Policy;

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    #[default]
    Open,
    Draining,
    Aborted,
}

#[derive(PartialEq, Eq)]
pub(crate) enum Interest {
    Topic(Topic),
    Pattern(Vec<Option<String>>, char),
}

impl Interest {
    pub(crate) fn pattern(text: &str, Wildcards { separator, any }: &Wildcards) -> Self {
        let mut buffer = [0; 4];
        let any: &str = any.encode_utf8(&mut buffer);
        let parts = text.split(*separator).map(|part| (part != any).then(|| part.to_owned()));
        Interest::Pattern(parts.collect(), *separator)
    }

    fn covers(&self, topic: &Topic) -> bool {
        match self {
            Interest::Topic(own) => own == topic,
            Interest::Pattern(parts, separator) => {
                let mut named = topic.as_str().split(*separator);
                parts.iter().all(|part| named.next().is_some_and(|name| part.as_ref().is_none_or(|part| part == name)))
                    && named.next().is_none()
            }
        }
    }
}

/// What a subscription is at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Rest,
    Ready,
    Work,
}

pub(crate) struct Member {
    interest: Interest,
    spec: SubscriberSpec,
    queue: Queue,
    at: At,
}

#[derive(Default)]
struct Log {
    next: Offset,
    kept: VecDeque<Parcel>,
}

/// An attempt that somebody has to make.
pub(crate) struct Job {
    pub(crate) delivery: Delivery,
    pub(crate) subscriber: Arc<dyn Subscriber>,
}

#[derive(Default)]
pub(crate) struct Core {
    pub(crate) phase: Phase,
    pub(crate) workers: usize,
    pub(crate) idle: usize,
    pub(crate) letters: Vec<DeadLetter>,
    topics: BTreeMap<Topic, Log>,
    members: BTreeMap<SubscriptionId, Member>,
    given: u64,
    published: u64,
    ready: VecDeque<SubscriptionId>,
    resting: BTreeMap<(Timestamp, SubscriptionId), Delivery>,
}

impl Core {
    pub(crate) fn enter(&mut self, interest: Interest, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        if self.phase > Phase::Open {
            return Err(SubscribeError::ShutDown);
        }
        let twin = self.members.iter().find(|(_, known)| known.interest == interest && known.spec.name == spec.name);
        match (spec.duplicate, twin.map(|(id, _)| *id)) {
            (_, None) => {}
            (Duplicate::Refuse, Some(id)) => return Err(SubscribeError::AlreadySubscribed(id)),
            (Duplicate::Keep, Some(id)) => return Ok(id),
            (Duplicate::Replace, Some(id)) => self.leave(id),
        }
        self.given += 1;
        let id = SubscriptionId::new(self.given * 10);
        self.members.insert(id, Member { interest, spec, queue: Queue::default(), at: At::Rest });
        Ok(id)
    }

    pub(crate) fn leave(&mut self, id: SubscriptionId) {
        self.members.remove(&id);
        self.ready.retain(|other| *other != id);
        self.resting.retain(|(_, other), _| *other != id);
    }

    pub(crate) fn publish(
        &mut self,
        topic: &Topic,
        message: &Message,
        published: Timestamp,
        priority: Priority,
        retention: usize,
        policy: &dyn Policy,
    ) -> Option<Offset> {
        let mut ways = Vec::with_capacity(self.members.len());
        for member in self.members.values().filter(|member| member.interest.covers(topic)) {
            let (waiting, capacity) = (member.queue.len(), member.spec.capacity);
            let way = (waiting >= capacity).then(|| policy.overflow(member.spec.overflow, waiting, capacity));
            if let Some(Overflow::Block) = way {
                return None;
            }
            ways.push(way);
        }
        self.published += 1;
        let place = (Reverse(priority), self.published);
        let log = self.topics.entry(topic.clone()).or_default();
        let parcel = Parcel { place, topic: topic.clone(), offset: log.next, message: message.clone(), published };
        log.next = log.next.next();
        if retention > 0 {
            log.kept.truncate(retention);
            if log.kept.len() == retention {
                log.kept.pop_front();
            }
            log.kept.push_back(parcel.clone());
        }
        let members = self.members.iter_mut().filter(|(_, member)| member.interest.covers(topic));
        for ((id, member), way) in members.zip(ways) {
            member.queue.push(parcel.clone(), way);
            if member.at == At::Rest {
                member.at = At::Ready;
                self.ready.push_back(*id);
            }
        }
        Some(parcel.offset)
    }

    pub(crate) fn replay(&mut self, id: SubscriptionId, from: Offset) -> Result<(), ExtensionError> {
        let member = self.members.get_mut(&id).ok_or(ExtensionError::UnknownSubscription(id))?;
        let Interest::Topic(topic) = &member.interest else { return Err(ExtensionError::Unsupported) };
        let kept = self.topics.get(topic).into_iter().flat_map(|log| &log.kept);
        member.queue.rewind(from, kept);
        if member.at == At::Rest && member.queue.len() > 0 {
            member.at = At::Ready;
            self.ready.push_back(id);
        }
        Ok(())
    }

    pub(crate) fn lag(&self, id: SubscriptionId) -> Result<Lag, ExtensionError> {
        let lag = |member: &Member| Lag { waiting: member.queue.len(), dropped: member.queue.dropped };
        self.members.get(&id).map(lag).ok_or(ExtensionError::UnknownSubscription(id))
    }

    pub(crate) fn has_work(&self) -> bool {
        !(self.ready.is_empty() && self.resting.is_empty())
    }

    pub(crate) fn next_rest(&self) -> Option<Timestamp> {
        self.resting.keys().next().map(|(due, _)| *due)
    }

    /// Whether there is nothing to do, and nothing that could lead to something.
    pub(crate) fn is_over(&self) -> bool {
        match self.phase {
            Phase::Open => false,
            Phase::Draining => self.members.values().all(|member| member.at == At::Rest),
            Phase::Aborted => true,
        }
    }

    pub(crate) fn take(&mut self, now: Timestamp) -> Option<Job> {
        if self.phase == Phase::Aborted {
            return None;
        }
        if let Some(entry) = self.resting.first_entry().filter(|entry| entry.key().0 <= now) {
            let mut delivery = entry.remove();
            delivery.attempt += 1;
            let subscriber = self.members.get(&delivery.subscription)?.spec.subscriber.clone();
            return Some(Job { delivery, subscriber });
        }
        let id = self.ready.pop_front()?;
        let member = self.members.get_mut(&id)?;
        member.at = At::Work;
        let delivery = member.queue.pop()?.to(id);
        Some(Job { delivery, subscriber: member.spec.subscriber.clone() })
    }

    pub(crate) fn rest(&mut self, until: Timestamp, delivery: Delivery) {
        if self.members.contains_key(&delivery.subscription) {
            self.resting.insert((until, delivery.subscription), delivery);
        }
    }

    pub(crate) fn settled(&mut self, id: SubscriptionId) {
        let Some(member) = self.members.get_mut(&id) else { return };
        member.at = if member.queue.len() > 0 { At::Ready } else { At::Rest };
        if member.at == At::Ready {
            self.ready.push_back(id);
        }
    }

    pub(crate) fn forget(&mut self) {
        self.members.clear();
        self.ready.clear();
        self.resting.clear();
    }
}
