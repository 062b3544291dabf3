//! The threads that carry messages to their subscribers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pub_sub_api::{DeadLetter, Delivery, Failure, Ports};

use crate::queue::{Parcel, Queue};
use crate::seams::Seams;

/// What all couriers share.
pub(crate) struct Office {
    pub(crate) ports: Ports,
    pub(crate) seams: Seams,
    pub(crate) letters: Mutex<Vec<DeadLetter>>,
}

impl Office {
    /// The dead letters.
    pub(crate) fn letters(&self) -> MutexGuard<'_, Vec<DeadLetter>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Delivers what comes into this queue, until it ends.
    pub(crate) fn carry(&self, queue: &Queue) {
        while let Some(Parcel { offset, topic, message, published, priority: _ }) = queue.take() {
            let subscription = queue.id;
            self.deliver(queue, Delivery { subscription, topic, offset, message, published, attempt: 1 });
        }
    }

    /// Makes attempts until one succeeds or no other may follow.
    fn deliver(&self, queue: &Queue, mut delivery: Delivery) {
        while let Err(failure) = attempt(queue, &delivery) {
            let Some(pause) = self.seams.delivery.pause_after(delivery.attempt) else {
                return self.letters().push(letter(delivery, failure));
            };
            if !queue.rest(pause, &*self.ports.clock) {
                return;
            }
            delivery.attempt += 1;
        }
    }
}

fn attempt(queue: &Queue, delivery: &Delivery) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(|| queue.spec.subscriber.receive(delivery))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Err(Failure::new(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()))
    })
}

fn letter(delivery: Delivery, failure: Failure) -> DeadLetter {
    let Delivery { subscription, topic, offset, message, attempt, .. } = delivery;
    DeadLetter { subscription, topic, offset, message, attempts: attempt, reason: failure.reason }
}
