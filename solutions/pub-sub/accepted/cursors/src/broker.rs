//! The broker: topics, who is subscribed, and who publishes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, JoinHandle, Thread};

use pub_sub_api::{
    Config, DeadLetter, Duplicate, ExtensionError, Lag, Message, Offset, Overflow, Ports, PubSub, PublishError,
    Shutdown, SubscribeError, SubscriberSpec, SubscriptionId, Timestamp, Topic,
};

use crate::carrier::{ABORTED, Carrier, DRAINING, OPEN, World};
use crate::locked;
use crate::log::{Cursor, Handle, Log, Shelf};
use crate::seams::Seams;

/// The broker.
pub(crate) struct Broker {
    world: Arc<World>,
    topics: Mutex<HashMap<Topic, Arc<Shelf>>>,
    directory: Mutex<BTreeMap<SubscriptionId, (Arc<Shelf>, Arc<Handle>)>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    given: AtomicU64,
    retention: u64,
}

/// A place in the line of those who publish; given up when dropped.
struct Place<'a>(&'a Shelf, u64);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.with(|log| {
            log.line.retain(|(ticket, _)| *ticket != self.1);
            log.call_next();
        });
    }
}

enum Try {
    Wait,
    Closed,
    Done(u64, Vec<Arc<Handle>>),
}

impl Broker {
    pub(crate) fn new(config: Config, ports: Ports, seams: Seams) -> Self {
        let world = World { clock: ports.clock, seams, letters: Mutex::default(), phase: AtomicU8::new(OPEN) };
        Broker {
            world: Arc::new(world),
            topics: Mutex::default(),
            directory: Mutex::default(),
            threads: Mutex::default(),
            given: AtomicU64::new(1),
            retention: config.retention as u64,
        }
    }

    fn shelf(&self, topic: &Topic) -> Arc<Shelf> {
        let mut topics = locked(&self.topics);
        let new = || Arc::new(Shelf { topic: topic.clone(), retention: self.retention, log: Mutex::default() });
        topics.entry(topic.clone()).or_insert_with(new).clone()
    }

    fn try_publish(&self, shelf: &Shelf, ticket: u64, message: &Message, published: Timestamp) -> Try {
        shelf.with(|log| {
            if self.world.phase.load(SeqCst) != OPEN {
                return Try::Closed;
            }
            if log.line.front().is_none_or(|(first, _)| *first != ticket) {
                return Try::Wait;
            }
            let next = log.next;
            let full = |cursor: &Cursor| cursor.waiting(next) >= cursor.capacity;
            let ways: Vec<_> = log
                .cursors
                .values()
                .map(|cursor| full(cursor).then(|| (self.world.seams.overflow)(cursor.overflow)))
                .collect();
            if ways.contains(&Some(Overflow::Block)) {
                return Try::Wait;
            }
            for (cursor, way) in log.cursors.values_mut().zip(ways) {
                cursor.dropped += u64::from(way.is_some());
                match way {
                    Some(Overflow::DropOldest) => drop(cursor.advance(next)),
                    Some(_) => drop(cursor.skips.insert(next)),
                    None => {}
                }
            }
            log.entries.push_back((next, message.clone(), published));
            log.next += 1;
            Try::Done(next, log.cursors.values().map(|cursor| cursor.handle.clone()).collect())
        })
    }

    fn known(&self, id: SubscriptionId) -> Result<Arc<Shelf>, ExtensionError> {
        let directory = locked(&self.directory);
        directory.get(&id).map(|(shelf, _)| shelf.clone()).ok_or(ExtensionError::UnknownSubscription(id))
    }
}

fn end(shelf: &Shelf, id: SubscriptionId, handle: &Handle) {
    shelf.with(|log| {
        log.cursors.remove(&id);
        log.call_next();
    });
    handle.left.store(true, SeqCst);
    if let Some(thread) = handle.thread.get() {
        thread.unpark();
    }
}

impl PubSub for Broker {
    fn subscribe(&self, topic: Topic, spec: SubscriberSpec) -> Result<SubscriptionId, SubscribeError> {
        let shelf = self.shelf(&topic);
        let mut directory = locked(&self.directory);
        if self.world.phase.load(SeqCst) != OPEN {
            return Err(SubscribeError::ShutDown);
        }
        let twin = directory.iter().find(|(_, (at, known))| at.topic == topic && known.name == spec.name);
        match (twin.map(|(id, _)| *id), spec.duplicate) {
            (Some(id), Duplicate::Refuse) => return Err(SubscribeError::AlreadySubscribed(id)),
            (Some(id), Duplicate::Keep) => return Ok(id),
            (Some(id), Duplicate::Replace) => {
                directory.remove(&id).into_iter().for_each(|(shelf, handle)| end(&shelf, id, &handle));
            }
            (None, _) => {}
        }
        let id = SubscriptionId::new(self.given.fetch_add(1, SeqCst));
        let SubscriberSpec { name, subscriber, capacity, overflow, .. } = spec;
        let handle = Arc::new(Handle { name, left: AtomicBool::new(false), thread: OnceLock::new() });
        shelf.with(|log| {
            let (at, skips, handle) = (log.next, BTreeSet::new(), handle.clone());
            log.cursors.insert(id, Cursor { at, skips, dropped: 0, capacity, overflow, handle });
        });
        let carrier = Carrier { id, shelf: shelf.clone(), handle: handle.clone(), world: self.world.clone() };
        let thread = thread::Builder::new().name(format!("carrier-{id}")).spawn(move || carrier.carry(&*subscriber));
        if let Ok(thread) = thread {
            locked(&self.threads).push(thread);
        }
        directory.insert(id, (shelf, handle));
        Ok(id)
    }

    fn unsubscribe(&self, id: SubscriptionId) {
        let gone = locked(&self.directory).remove(&id);
        if let Some((shelf, handle)) = gone {
            end(&shelf, id, &handle);
        }
    }

    fn publish(&self, topic: Topic, message: Message) -> Result<Offset, PublishError> {
        let published = self.world.clock.now();
        let shelf = self.shelf(&topic);
        let ticket = shelf.with(|log| {
            log.tickets += 1;
            log.line.push_back((log.tickets, thread::current()));
            log.tickets
        });
        let _place = Place(&shelf, ticket);
        loop {
            match self.try_publish(&shelf, ticket, &message, published) {
                Try::Wait => thread::park(),
                Try::Closed => return Err(PublishError::ShutDown),
                Try::Done(offset, handles) => {
                    handles.iter().filter_map(|handle| handle.thread.get()).for_each(Thread::unpark);
                    return Ok(Offset::new(offset));
                }
            }
        }
    }

    fn shutdown(&self, how: Shutdown) {
        let phase = if how == Shutdown::Abort { ABORTED } else { DRAINING };
        let mut threads = Vec::new();
        {
            // Nobody subscribes meanwhile.
            let directory = locked(&self.directory);
            self.world.phase.fetch_max(phase, SeqCst);
            directory.values().filter_map(|(_, handle)| handle.thread.get()).for_each(Thread::unpark);
        }
        for shelf in locked(&self.topics).values() {
            shelf.with(|log| log.line.iter().for_each(|(_, thread)| thread.unpark()));
        }
        let mut left = locked(&self.threads);
        threads.append(&mut left);
        for thread in threads {
            let _ended = thread.join();
        }
        drop(left);
        locked(&self.directory).clear();
    }

    fn lag(&self, id: SubscriptionId) -> Result<Lag, ExtensionError> {
        let lag = self.known(id)?.with(|log| {
            let next = log.next;
            log.cursors.get(&id).map(|cursor| Lag { waiting: cursor.waiting(next), dropped: cursor.dropped })
        });
        lag.ok_or(ExtensionError::UnknownSubscription(id))
    }

    fn dead_letters(&self) -> Result<Vec<DeadLetter>, ExtensionError> {
        Ok(locked(&self.world.letters).clone())
    }

    fn replay_from(&self, id: SubscriptionId, offset: Offset) -> Result<(), ExtensionError> {
        let shelf = self.known(id)?;
        let thread = shelf.with(|log| {
            let (next, kept) = (log.next, log.next.saturating_sub(self.retention));
            let first = log.entries.front().map_or(next, |entry| entry.0);
            let cursor = log.cursors.get_mut(&id)?;
            let waits = |at: u64, cursor: &Cursor| at >= cursor.at && !cursor.skips.contains(&at);
            let from = offset.get().clamp(first, next);
            let skips = (from..next).filter(|&at| at < kept && !waits(at, cursor)).collect();
            (cursor.at, cursor.skips) = (from, skips);
            cursor.handle.thread.get().cloned()
        });
        thread.iter().for_each(Thread::unpark);
        Ok(())
    }
}
