//! What waits for a subscription, the most urgent first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use pub_sub_api::twists::priorities::Priority;
use pub_sub_api::{Delivery, Message, Offset, Overflow, SubscriptionId, Timestamp, Topic};

/// The place of a message in what waits.
pub(crate) type Place = (Reverse<Priority>, u64);

#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) place: Place,
    pub(crate) topic: Topic,
    pub(crate) offset: Offset,
    pub(crate) message: Message,
    pub(crate) published: Timestamp,
}

impl Parcel {
    pub(crate) fn to(self, subscription: SubscriptionId) -> Delivery {
        let Parcel { topic, offset, message, published, .. } = self;
        Delivery { subscription, topic, offset, message, published, attempt: 1 }
    }
}

#[derive(Default)]
pub(crate) struct Queue {
    waiting: BTreeMap<Place, Parcel>,
    pub(crate) dropped: u64,
}

impl Queue {
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn pop(&mut self) -> Option<Parcel> {
        self.waiting.pop_first().map(|(_, parcel)| parcel)
    }

    pub(crate) fn push(&mut self, parcel: Parcel, way: Option<Overflow>) {
        let place = parcel.place;
        self.waiting.insert(place, parcel);
        let victim = match way {
            None | Some(Overflow::Block) => return,
            Some(Overflow::DropNewest) => self.waiting.keys().next_back().copied(),
            Some(Overflow::DropOldest) => {
                let lowest = self.waiting.keys().next_back().map(|(priority, _)| *priority);
                lowest.and_then(|lowest| self.waiting.range((lowest, 0)..).next().map(|(place, _)| *place))
            }
        };
        self.dropped += 1;
        victim.map(|victim| self.waiting.remove(&victim));
    }

    pub(crate) fn rewind<'a>(&mut self, from: Offset, kept: impl Iterator<Item = &'a Parcel>) {
        self.waiting.retain(|_, parcel| parcel.offset >= from);
        self.waiting.extend(kept.filter(|parcel| parcel.offset >= from).map(|parcel| (parcel.place, parcel.clone())));
    }
}
