//! The outside world of a broker under test: a clock, and subscribers that write down what they get.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kata_suite::sync::{Condvar, Mutex, PoisonError};
use kata_suite::{Log, thread};
use pub_sub_api::{Clock, Delivery, Failure, Subscriber, Timestamp};

/// Virtual time, from an origin that no other clock shows.
pub(crate) struct SuiteClock;

/// What the clock shows when a check begins.
pub(crate) const ORIGIN: Timestamp = Timestamp::new(Duration::from_secs(1_000_000));

impl Clock for SuiteClock {
    fn now(&self) -> Timestamp {
        ORIGIN + kata_suite::now()
    }
}

/// What a subscriber does.
pub(crate) type Body = Box<dyn Fn(&Delivery) -> Result<(), Failure> + Send + Sync>;

/// A subscriber that writes down each attempt when it begins, and when it has succeeded.
pub(crate) struct Reader {
    pub(crate) begun: Log<Delivery>,
    pub(crate) done: Log<Delivery>,
    body: Body,
}

impl Reader {
    pub(crate) fn new(body: Body) -> Arc<Reader> {
        Arc::new(Reader { begun: Log::new(), done: Log::new(), body })
    }

    /// The texts of all attempts, first one first.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.begun.calls().iter().map(|delivery| delivery.message.as_str().to_owned()).collect()
    }

    /// The offsets of all attempts, first one first.
    pub(crate) fn offsets(&self) -> Vec<u64> {
        self.begun.calls().iter().map(|delivery| delivery.offset.get()).collect()
    }

    /// When the attempts began, in milliseconds after the check began.
    pub(crate) fn times(&self) -> Vec<u128> {
        self.begun.entries().iter().map(|entry| entry.at.as_millis()).collect()
    }
}

impl Subscriber for Reader {
    fn receive(&self, delivery: &Delivery) -> Result<(), Failure> {
        self.begun.push(delivery.clone());
        (self.body)(delivery)?;
        self.done.push(delivery.clone());
        Ok(())
    }
}

/// Takes each message at once.
pub(crate) fn takes_it() -> Body {
    Box::new(|_| Ok(()))
}

/// Takes so many milliseconds for each message.
pub(crate) fn takes(millis: u64) -> Body {
    Box::new(move |_| {
        thread::sleep(Duration::from_millis(millis));
        Ok(())
    })
}

/// Fails always.
pub(crate) fn fails() -> Body {
    Box::new(|delivery| Err(Failure::new(format!("attempt {} failed", delivery.attempt))))
}

/// Takes so many milliseconds, and fails always.
pub(crate) fn fails_after(millis: u64) -> Body {
    Box::new(move |delivery| {
        thread::sleep(Duration::from_millis(millis));
        fails()(delivery)
    })
}

/// Fails in the first attempts at each message, so many, and then succeeds.
pub(crate) fn fails_first(attempts: u32) -> Body {
    Box::new(move |delivery| if delivery.attempt <= attempts { fails()(delivery) } else { Ok(()) })
}

/// Panics always.
pub(crate) fn panics() -> Body {
    Box::new(|_| panic!("no network"))
}

/// Panics always, with a text that is made on the spot.
pub(crate) fn panics_in_detail() -> Body {
    Box::new(|delivery| panic!("no ink for {}", delivery.message.as_str()))
}

/// A gate that holds whoever comes, until it is opened.
#[derive(Default)]
pub(crate) struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    pub(crate) fn shut() -> Arc<Gate> {
        Arc::new(Gate::default())
    }

    pub(crate) fn open(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        while !*open {
            open = self.opened.wait(open).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Takes messages only while the gate is open.
pub(crate) fn behind(gate: &Arc<Gate>) -> Body {
    let gate = gate.clone();
    Box::new(move |_| {
        gate.pass();
        Ok(())
    })
}

/// Does this with the first message, and nothing with the others.
pub(crate) fn at_first(act: impl Fn(&Delivery) + Send + Sync + 'static) -> Body {
    let first = AtomicBool::new(true);
    Box::new(move |delivery| {
        if first.swap(false, Ordering::Relaxed) {
            act(delivery);
        }
        Ok(())
    })
}
