//! The outside world, as the suite plays it: a clock, a gateway, observers.
//!
//! None of them waits for anything, so what they guard is behind `std`'s own locks, which the engine does not see. Those are taken
//! poisoned or not: while one task of an execution unwinds, `std` believes that all of them do.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kata_suite::{Entry, Log, settle_ready, sync, thread};
use parking_lot_api::{Cents, Clock, Declined, LotEvent, LotObserver, PaymentGateway, TicketId, Timestamp};

/// Where the clock stands when a lot opens: no number that a wall clock would show.
const OPENING: Duration = Duration::from_secs(1_000_000);

/// How soon observers are told, at the latest.
const SOON: Duration = Duration::from_millis(200);

/// Virtual time plus an offset that a check moves. So a design that sleeps and one that reads the port agree, and one that reads
/// the machine's clock does not.
pub(crate) struct TownClock {
    offset: AtomicU64,
}

impl TownClock {
    pub(crate) fn new() -> Self {
        TownClock { offset: AtomicU64::new(OPENING.as_nanos() as u64) }
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Duration) {
        self.offset.fetch_add(by.as_nanos() as u64, Ordering::SeqCst);
    }
}

impl Clock for TownClock {
    fn now(&self) -> Timestamp {
        Timestamp::new(kata_suite::now() + Duration::from_nanos(self.offset.load(Ordering::SeqCst)))
    }
}

/// Waits until whatever a lot does by itself has been done. A lot may have a thread that wakes up now and then for ever, so this is
/// no waiting for the last timer.
pub(crate) fn quiet() {
    settle_ready();
    thread::sleep(SOON);
    settle_ready();
}

/// What a double does in the middle of a call.
type Errand = Box<dyn FnOnce() + Send>;

/// What the gateway does with a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Approve,
    Decline,
    Panic,
}

/// One charge that the gateway received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Charge {
    pub(crate) ticket: TicketId,
    pub(crate) amount: Cents,
    pub(crate) answer: Answer,
}

/// A gateway that approves, unless told otherwise.
#[derive(Default)]
pub(crate) struct Gateway {
    script: Mutex<Script>,
    charges: Log<Charge>,
    /// One operation that the engine sees, so that others may come in while a payment is under way.
    wire: sync::atomic::AtomicU32,
}

#[derive(Default)]
struct Script {
    answers: VecDeque<Answer>,
    latency: Duration,
    errand: Option<Errand>,
    /// Which charge the errand is for, if not for the next one.
    errand_for: Option<TicketId>,
}

impl Gateway {
    /// What it answers to the next charges; it approves all that come after.
    pub(crate) fn will(&self, answers: impl IntoIterator<Item = Answer>) {
        locked(&self.script).answers.extend(answers);
    }

    /// How long each charge takes from now on.
    pub(crate) fn takes(&self, latency: Duration) {
        locked(&self.script).latency = latency;
    }

    /// What it does in the middle of the next charge.
    pub(crate) fn runs(&self, errand: impl FnOnce() + Send + 'static) {
        locked(&self.script).errand = Some(Box::new(errand));
    }

    /// What it does in the middle of the next charge for this ticket.
    pub(crate) fn runs_for(&self, ticket: TicketId, errand: impl FnOnce() + Send + 'static) {
        self.runs(errand);
        locked(&self.script).errand_for = Some(ticket);
    }

    /// Every charge so far, with who made it and under which locks.
    pub(crate) fn charges(&self) -> Vec<Entry<Charge>> {
        self.charges.entries()
    }

    /// How often the gateway took money for this ticket.
    pub(crate) fn times_paid(&self, ticket: TicketId) -> usize {
        self.charges.count(|charge| charge.ticket == ticket && charge.answer == Answer::Approve)
    }
}

impl PaymentGateway for Gateway {
    fn charge(&self, ticket: TicketId, amount: Cents) -> Result<(), Declined> {
        let (answer, latency, errand) = {
            let mut script = locked(&self.script);
            let answer = script.answers.pop_front().unwrap_or(Answer::Approve);
            let is_meant = script.errand_for.is_none_or(|meant| meant == ticket);
            (answer, script.latency, script.errand.take_if(|_| is_meant))
        };
        self.charges.push(Charge { ticket, amount, answer });
        self.wire.fetch_add(1, sync::atomic::Ordering::SeqCst);
        if let Some(errand) = errand {
            errand();
        }
        if !latency.is_zero() {
            thread::sleep(latency);
        }
        match answer {
            Answer::Approve => Ok(()),
            Answer::Decline => Err(Declined::new("no funds")),
            Answer::Panic => panic!("the gateway broke down"),
        }
    }
}

/// Which events are meant.
type Which = fn(&LotEvent) -> bool;

/// An observer that remembers.
#[derive(Default)]
pub(crate) struct Listener {
    events: Log<LotEvent>,
    errand: Mutex<Option<Errand>>,
    breaks_down: Mutex<Option<Which>>,
}

impl Listener {
    /// What it does when it is told of the next event.
    pub(crate) fn runs(&self, errand: impl FnOnce() + Send + 'static) {
        *locked(&self.errand) = Some(Box::new(errand));
    }

    /// It panics when told of these events.
    pub(crate) fn panics_at(&self, events: Which) {
        *locked(&self.breaks_down) = Some(events);
    }

    /// What it was told, once nothing moves any more.
    pub(crate) fn story(&self) -> Vec<LotEvent> {
        quiet();
        self.events.calls()
    }

    /// What it was told about one ticket, once nothing moves any more.
    pub(crate) fn story_of(&self, ticket: TicketId) -> Vec<LotEvent> {
        self.story().into_iter().filter(|event| event.ticket() == ticket).collect()
    }
}

impl LotObserver for Listener {
    fn notify(&self, event: &LotEvent) {
        self.events.push(event.clone());
        let errand = locked(&self.errand).take();
        if let Some(errand) = errand {
            errand();
        }
        let breaks_down = *locked(&self.breaks_down);
        if breaks_down.is_some_and(|breaks_down| breaks_down(event)) {
            panic!("the observer broke down");
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
