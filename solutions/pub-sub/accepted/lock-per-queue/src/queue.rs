//! What waits for one subscription.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pub_sub_api::{Clock, Lag, Message, Offset, Overflow, SubscriberSpec, SubscriptionId, Timestamp, Topic};

use crate::seams::OverflowPolicy;

/// A message with its offset.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) offset: Offset,
    pub(crate) message: Message,
    pub(crate) published: Timestamp,
}

/// How a queue ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// When it is empty.
    Drained,
    /// At once.
    Cut,
}

/// What waits for one subscription.
pub(crate) struct Queue {
    pub(crate) id: SubscriptionId,
    pub(crate) topic: Topic,
    pub(crate) spec: SubscriberSpec,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Parcel>,
    /// What comes before this offset has been here.
    expected: Offset,
    dropped: u64,
    end: Option<End>,
}

impl Queue {
    pub(crate) fn new(id: SubscriptionId, topic: Topic, spec: SubscriberSpec) -> Self {
        Queue { id, topic, spec, state: Mutex::default(), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a message at the end, or does what `overflow` says.
    pub(crate) fn push(&self, parcel: Parcel, overflow: &dyn OverflowPolicy) {
        let mut state = self.lock();
        while state.end.is_none_or(|end| end == End::Drained) && parcel.offset >= state.expected {
            let way = (state.waiting.len() >= self.spec.capacity).then(|| overflow.when_full(self.spec.overflow));
            match way {
                Some(Overflow::Block) => {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
                Some(Overflow::DropOldest) => drop(state.waiting.pop_front()),
                Some(Overflow::DropNewest) | None => {}
            }
            state.dropped += u64::from(way.is_some());
            state.expected = parcel.offset.next();
            if way != Some(Overflow::DropNewest) {
                state.waiting.push_back(parcel);
            }
            self.changed.notify_all();
            return;
        }
    }

    /// Waits for the next message. None: there will be none.
    pub(crate) fn take(&self) -> Option<Parcel> {
        let mut state = self.lock();
        loop {
            if state.end == Some(End::Cut) {
                return None;
            }
            if let Some(parcel) = state.waiting.pop_front() {
                self.changed.notify_all();
                return Some(parcel);
            }
            if state.end.is_some() {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for so long. False: the queue has been cut off.
    pub(crate) fn rest(&self, pause: Duration, clock: &dyn Clock) -> bool {
        let until = clock.now() + pause;
        let mut state = self.lock();
        loop {
            let left = until.since(clock.now());
            if state.end == Some(End::Cut) || left.is_zero() {
                return state.end != Some(End::Cut);
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Ends it. A queue that was cut off stays so.
    pub(crate) fn end(&self, how: End) {
        let mut state = self.lock();
        if state.end != Some(End::Cut) {
            state.end = Some(how);
        }
        if how == End::Cut {
            state.waiting.clear();
        }
        self.changed.notify_all();
    }

    /// These come next, in the place of all that waits from `from` on.
    pub(crate) fn rewind(&self, from: Offset, parcels: Vec<Parcel>) {
        let mut state = self.lock();
        let first = parcels.first().map_or(state.expected, |parcel| parcel.offset);
        state.waiting.retain(|parcel| parcel.offset >= from && parcel.offset < first);
        if let Some(last) = parcels.last() {
            state.expected = state.expected.max(last.offset.next());
        }
        state.waiting.extend(parcels);
        self.changed.notify_all();
    }

    pub(crate) fn lag(&self) -> Lag {
        let state = self.lock();
        Lag { waiting: state.waiting.len(), dropped: state.dropped }
    }
}
