//! The thread that calls one subscriber.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use pub_sub_api::{Delivery, Failure, Subscriber};

use crate::desk::Command;

/// Starts a courier. It ends when nobody can give it work any more.
pub(crate) fn hire(subscriber: Arc<dyn Subscriber>, desk: Sender<Command>) -> Sender<Delivery> {
    let (work, deliveries) = channel::<Delivery>();
    thread::spawn(move || {
        for delivery in deliveries {
            let result = attempt(&*subscriber, &delivery);
            if desk.send(Command::Tried(delivery, result)).is_err() {
                return;
            }
        }
    });
    work
}

fn attempt(subscriber: &dyn Subscriber, delivery: &Delivery) -> Result<(), Failure> {
    catch_unwind(AssertUnwindSafe(|| subscriber.receive(delivery))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Err(Failure::new(text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()))
    })
}
