//! What waits for one subscription.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use pub_sub_api::twists::priorities::Priority;
use pub_sub_api::{Clock, Lag, Message, Offset, Overflow, SubscriberSpec, SubscriptionId, Timestamp, Topic};

use crate::interest::Interest;
use crate::seams::OverflowPolicy;

/// A message with its offset.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) offset: Offset,
    pub(crate) topic: Topic,
    pub(crate) message: Message,
    pub(crate) published: Timestamp,
    pub(crate) priority: Priority,
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
    pub(crate) interest: Interest,
    pub(crate) spec: SubscriberSpec,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Parcel>,
    /// What comes before this offset of a topic has been here.
    expected: HashMap<Topic, Offset>,
    dropped: u64,
    end: Option<End>,
}

impl State {
    fn expected(&self, topic: &Topic) -> Offset {
        self.expected.get(topic).copied().unwrap_or_default()
    }

    fn accept(&mut self, parcel: Parcel, way: Option<Overflow>) {
        if let Some(way) = way {
            self.dropped += 1;
            let Some(victim) = self.victim(&parcel, way) else { return };
            self.waiting.remove(victim);
        }
        self.waiting.push_back(parcel);
    }

    /// Which one to drop, where this one comes as well. None: the new one.
    fn victim(&self, new: &Parcel, way: Overflow) -> Option<usize> {
        let lowest =
            self.waiting.iter().map(|parcel| parcel.priority).min().filter(|&lowest| lowest <= new.priority)?;
        if way == Overflow::DropNewest {
            let newest = self.waiting.iter().rposition(|parcel| parcel.priority == lowest);
            return newest.filter(|_| lowest < new.priority);
        }
        self.waiting.iter().position(|parcel| parcel.priority == lowest)
    }

    /// Takes the most urgent one; of those the first.
    fn pick(&mut self) -> Option<Parcel> {
        let highest = self.waiting.iter().map(|parcel| parcel.priority).max()?;
        let place = self.waiting.iter().position(|parcel| parcel.priority == highest)?;
        self.waiting.remove(place)
    }
}

impl Queue {
    pub(crate) fn new(id: SubscriptionId, interest: Interest, spec: SubscriberSpec) -> Self {
        Queue { id, interest, spec, state: Mutex::default(), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a message at the end, or does what `overflow` says.
    pub(crate) fn push(&self, parcel: Parcel, overflow: &dyn OverflowPolicy) {
        let mut state = self.lock();
        while state.end.is_none_or(|end| end == End::Drained) && parcel.offset >= state.expected(&parcel.topic) {
            let way = (state.waiting.len() >= self.spec.capacity).then(|| overflow.when_full(self.spec.overflow));
            if way == Some(Overflow::Block) {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.expected.insert(parcel.topic.clone(), parcel.offset.next());
            state.accept(parcel, way);
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
            if let Some(parcel) = state.pick() {
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
    pub(crate) fn rewind(&self, topic: &Topic, from: Offset, parcels: Vec<Parcel>) {
        let mut state = self.lock();
        let first = parcels.first().map_or(state.expected(topic), |parcel| parcel.offset);
        state.waiting.retain(|parcel| parcel.offset >= from && parcel.offset < first);
        if let Some(last) = parcels.last() {
            let expected = state.expected(topic).max(last.offset.next());
            state.expected.insert(topic.clone(), expected);
        }
        state.waiting.extend(parcels);
        self.changed.notify_all();
    }

    pub(crate) fn lag(&self) -> Lag {
        let state = self.lock();
        Lag { waiting: state.waiting.len(), dropped: state.dropped }
    }
}
