//! The thread of one subscription.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

use pub_sub_api::{Clock, DeadLetter, Delivery, Failure, Message, Offset, Subscriber, SubscriptionId, Timestamp};

use crate::locked;
use crate::log::{Handle, Shelf};
use crate::seams::Seams;

pub(crate) const OPEN: u8 = 0;
pub(crate) const DRAINING: u8 = 1;
pub(crate) const ABORTED: u8 = 2;

/// What all threads share.
pub(crate) struct World {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seams: Seams,
    pub(crate) letters: Mutex<Vec<DeadLetter>>,
    pub(crate) phase: AtomicU8,
}

/// The thread of one subscription.
pub(crate) struct Carrier {
    pub(crate) id: SubscriptionId,
    pub(crate) shelf: Arc<Shelf>,
    pub(crate) handle: Arc<Handle>,
    pub(crate) world: Arc<World>,
}

impl Carrier {
    pub(crate) fn is_cut(&self) -> bool {
        self.handle.left.load(SeqCst) || self.world.phase.load(SeqCst) == ABORTED
    }

    pub(crate) fn carry(self, subscriber: &dyn Subscriber) {
        // Before the first look: whoever publishes later finds somebody to wake.
        self.handle.thread.get_or_init(thread::current);
        while !self.is_cut() {
            // Before the look: what comes after it is looked at once more.
            let phase = self.world.phase.load(SeqCst);
            match self.shelf.take(self.id) {
                Some(entry) => self.deliver(entry, subscriber),
                None if phase == DRAINING => return,
                None => thread::park(),
            }
        }
    }

    fn deliver(&self, (offset, message, published): (u64, Message, Timestamp), subscriber: &dyn Subscriber) {
        let (subscription, topic, offset) = (self.id, self.shelf.topic.clone(), Offset::new(offset));
        let mut delivery = Delivery { subscription, topic, offset, message, published, attempt: 0 };
        loop {
            delivery.attempt += 1;
            let attempt = catch_unwind(AssertUnwindSafe(|| subscriber.receive(&delivery)));
            let failure = match attempt {
                Ok(Ok(())) => return,
                Ok(Err(failure)) => failure,
                Err(panic) => Failure::new(
                    None.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
                        .or_else(|| panic.downcast_ref::<&'static str>().copied())
                        .unwrap_or("a panic without a text"),
                ),
            };
            let Some(pause) = (self.world.seams.delivery)(delivery.attempt) else {
                let Delivery { subscription, topic, offset, message, attempt: attempts, .. } = delivery;
                let letter = DeadLetter { subscription, topic, offset, message, attempts, reason: failure.reason };
                locked(&self.world.letters).push(letter);
                return;
            };
            let due = self.world.clock.now() + pause;
            while !self.is_cut() && self.world.clock.now() < due {
                thread::park_timeout(due.since(self.world.clock.now()));
            }
            if self.is_cut() {
                return;
            }
        }
    }
}
