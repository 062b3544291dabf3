//! What is published to a topic, and how far each subscription has come.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::Thread;

use pub_sub_api::{Message, Overflow, SubscriberName, SubscriptionId, Timestamp, Topic};

use crate::locked;

/// What others may do to a subscription without its shelf.
pub(crate) struct Handle {
    pub(crate) name: SubscriberName,
    pub(crate) left: AtomicBool,
    pub(crate) thread: OnceLock<Thread>,
}

pub(crate) struct Shelf {
    pub(crate) topic: Topic,
    pub(crate) retention: u64,
    pub(crate) log: Mutex<Log>,
}

#[derive(Default)]
pub(crate) struct Log {
    pub(crate) next: u64,
    pub(crate) entries: VecDeque<(u64, Message, Timestamp)>,
    pub(crate) cursors: BTreeMap<SubscriptionId, Cursor>,
    /// Who waits for room or for a turn, the first one first.
    pub(crate) line: VecDeque<(u64, Thread)>,
    pub(crate) tickets: u64,
}

pub(crate) struct Cursor {
    pub(crate) at: u64,
    pub(crate) skips: BTreeSet<u64>,
    pub(crate) dropped: u64,
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
    pub(crate) handle: Arc<Handle>,
}

impl Cursor {
    pub(crate) fn waiting(&self, next: u64) -> usize {
        (next - self.at) as usize - self.skips.range(self.at..).count()
    }

    pub(crate) fn advance(&mut self, next: u64) -> Option<u64> {
        while self.at < next {
            let at = self.at;
            self.at += 1;
            if !self.skips.remove(&at) {
                return Some(at);
            }
        }
        None
    }
}

impl Log {
    pub(crate) fn tidy(&mut self, retention: u64) {
        let needed = self.cursors.values().map(|cursor| cursor.at).min().unwrap_or(self.next);
        let oldest = needed.min(self.next.saturating_sub(retention));
        while self.entries.front().is_some_and(|entry| entry.0 < oldest) {
            self.entries.pop_front();
        }
    }

    pub(crate) fn call_next(&self) {
        if let Some((_, thread)) = self.line.front() {
            thread.unpark();
        }
    }
}

impl Shelf {
    /// What this makes of the log; never panics with the lock but in a policy.
    pub(crate) fn with<R>(&self, act: impl FnOnce(&mut Log) -> R) -> R {
        let mut log = locked(&self.log);
        let result = act(&mut log);
        log.tidy(self.retention);
        result
    }

    pub(crate) fn take(&self, id: SubscriptionId) -> Option<(u64, Message, Timestamp)> {
        self.with(|log| {
            let next = log.next;
            let at = log.cursors.get_mut(&id)?.advance(next);
            log.call_next();
            let first = log.entries.front()?.0;
            log.entries.get((at? - first) as usize).cloned()
        })
    }
}
