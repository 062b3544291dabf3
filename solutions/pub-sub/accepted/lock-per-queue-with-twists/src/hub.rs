//! A topic: who is subscribed, and whose turn it is to publish.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pub_sub_api::twists::priorities::Priority;
use pub_sub_api::{Message, Offset, PublishError, SubscriptionId, Timestamp, Topic};

use crate::queue::{Parcel, Queue};
use crate::seams::OverflowPolicy;

/// A topic.
#[derive(Default)]
pub(crate) struct Hub {
    /// Held from the offset until the last queue has the message.
    turn: Mutex<()>,
    list: Mutex<List>,
}

#[derive(Default)]
struct List {
    next: Offset,
    kept: VecDeque<Parcel>,
    queues: Vec<Arc<Queue>>,
    closed: bool,
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn publish(
        &self,
        topic: Topic,
        message: Message,
        published: Timestamp,
        priority: Priority,
        retention: usize,
        overflow: &dyn OverflowPolicy,
    ) -> Result<Offset, PublishError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let (parcel, queues) = {
            let mut list = self.lock();
            if list.closed {
                return Err(PublishError::ShutDown);
            }
            let parcel = Parcel { offset: list.next, topic, message, published, priority };
            list.next = parcel.offset.next();
            list.kept.push_back(parcel.clone());
            while list.kept.len() > retention {
                list.kept.pop_front();
            }
            (parcel, list.queues.clone())
        };
        for queue in queues {
            queue.push(parcel.clone(), overflow);
        }
        Ok(parcel.offset)
    }

    pub(crate) fn enter(&self, queue: Arc<Queue>) {
        self.lock().queues.push(queue);
    }

    pub(crate) fn leave(&self, id: SubscriptionId) {
        self.lock().queues.retain(|queue| queue.id != id);
    }

    /// From now on nothing is published.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    /// Waits until nobody is publishing.
    pub(crate) fn wait_for_publishers(&self) {
        drop(self.turn.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets a queue go on at this offset.
    pub(crate) fn replay(&self, topic: &Topic, queue: &Queue, from: Offset) {
        let list = self.lock();
        let parcels = list.kept.iter().filter(|parcel| parcel.offset >= from).cloned().collect();
        queue.rewind(topic, from, parcels);
    }
}
