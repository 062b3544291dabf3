//! The outside world, as the suite plays it: a clock, a catalog, a gateway, an observer.
//!
//! None of them waits for anything, so what they guard is behind `std`'s own locks, which the engine does not see. Those are taken
//! poisoned or not: while one task of an execution unwinds, `std` believes that all of them do.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kata_suite::{Entry, Log, settle_ready, sync, thread};
use shopping_cart_api::{
    Catalog, Cents, ChargeError, ChargeKey, ChargeStatus, Clock, Currency, LookUpFailed, NotTold, Order, OrderObserver,
    PaymentGateway, PaymentMethod, Price, Sku, Timestamp,
};

/// Where the clock stands when a shop opens: no number that a wall clock would show.
const OPENING: Duration = Duration::from_secs(1_000_000);

/// How soon the observer is told, at the latest.
const SOON: Duration = Duration::from_millis(200);

/// Virtual time plus an offset that a check moves. So a design that sleeps and one that reads the port agree, and one that reads
/// the machine's clock does not.
pub(crate) struct MarketClock {
    offset: AtomicU64,
}

impl MarketClock {
    pub(crate) fn new() -> Self {
        MarketClock { offset: AtomicU64::new(OPENING.as_nanos() as u64) }
    }

    /// Moves the clock forward.
    pub(crate) fn advance(&self, by: Duration) {
        self.offset.fetch_add(by.as_nanos() as u64, Ordering::SeqCst);
    }
}

impl Clock for MarketClock {
    fn now(&self) -> Timestamp {
        Timestamp::new(kata_suite::now() + Duration::from_nanos(self.offset.load(Ordering::SeqCst)))
    }
}

/// Waits until whatever a shop does by itself has been done. A shop may have a thread that wakes up now and then for ever, so this is
/// no waiting for the last timer.
pub(crate) fn quiet() {
    settle_ready();
    thread::sleep(SOON);
    settle_ready();
}

/// What things cost.
#[derive(Default)]
pub(crate) struct Prices(Mutex<BTreeMap<Sku, Price>>);

impl Prices {
    /// From now on, one unit costs so much.
    pub(crate) fn set(&self, sku: &str, cents: u64, currency: &str) {
        let price = Price { amount: Cents::new(cents), currency: Currency::new(currency) };
        locked(&self.0).insert(sku.into(), price);
    }
}

impl Catalog for Prices {
    fn price(&self, sku: &Sku) -> Option<Price> {
        locked(&self.0).get(sku).cloned()
    }
}

/// What a double does in the middle of a call.
type Errand = Box<dyn FnOnce() + Send>;

/// What the gateway does with a charge under a key that is new to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Approve,
    Decline,
    Unavailable,
    /// It takes nothing, and does not answer.
    TimeOut,
    /// It takes the money, and does not answer.
    TimeOutAfterCharging,
    /// It does not answer, and takes the money when [`Gateway::lands`] says so, or never.
    Late,
    Panic,
    PanicAfterCharging,
}

/// How the gateway's look-up fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LookUp {
    #[default]
    Works,
    Fails,
    Panics,
}

/// What the gateway knows of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Money {
    Taken(Cents),
    Pending(Cents),
    Cancelled,
}

/// One charge that the gateway received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Charge {
    pub(crate) amount: Cents,
    pub(crate) method: PaymentMethod,
}

/// A gateway that takes the money, unless told otherwise.
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
    look_up: LookUp,
    reason: Option<&'static str>,
    errand: Option<Errand>,
    money: BTreeMap<ChargeKey, Money>,
}

impl Gateway {
    /// What it answers to the next charges; it approves all that come after.
    pub(crate) fn will(&self, answers: impl IntoIterator<Item = Answer>) {
        locked(&self.script).answers.extend(answers);
    }

    /// It approves all charges from now on.
    pub(crate) fn answers_as_usual(&self) {
        locked(&self.script).answers.clear();
    }

    /// How long each charge takes from now on.
    pub(crate) fn takes(&self, latency: Duration) {
        locked(&self.script).latency = latency;
    }

    /// How its look-up fares from now on.
    pub(crate) fn looks_up(&self, look_up: LookUp) {
        locked(&self.script).look_up = look_up;
    }

    /// Why it declines, where it does: `no funds` unless told otherwise.
    pub(crate) fn declines_for(&self, reason: &'static str) {
        locked(&self.script).reason = Some(reason);
    }

    /// What it does in the middle of the next charge.
    pub(crate) fn runs(&self, errand: impl FnOnce() + Send + 'static) {
        locked(&self.script).errand = Some(Box::new(errand));
    }

    /// The late payments go through.
    pub(crate) fn lands(&self) {
        for money in locked(&self.script).money.values_mut() {
            if let Money::Pending(amount) = *money {
                *money = Money::Taken(amount);
            }
        }
    }

    /// The late payments fail.
    pub(crate) fn fails(&self) {
        locked(&self.script).money.retain(|_, money| !matches!(money, Money::Pending(_)));
    }

    /// Every charge so far, with who made it, when, and under which locks.
    pub(crate) fn charges(&self) -> Vec<Entry<Charge>> {
        self.charges.entries()
    }

    /// All money that was taken and not given back.
    pub(crate) fn taken(&self) -> Cents {
        let script = locked(&self.script);
        let amounts = script.money.values().map(|money| match money {
            Money::Taken(amount) => amount.get(),
            Money::Pending(_) | Money::Cancelled => 0,
        });
        Cents::new(amounts.sum())
    }

    /// How the charge ends: with what is known of its key, else as the script says.
    fn settle(&self, key: &ChargeKey, amount: Cents, answer: Answer) -> Result<(), ChargeError> {
        let mut script = locked(&self.script);
        match script.money.get(key) {
            Some(Money::Taken(_)) => return Ok(()),
            Some(Money::Pending(_)) => return Err(ChargeError::TimedOut),
            Some(Money::Cancelled) => return Err(ChargeError::Declined("cancelled".to_owned())),
            None => {}
        }
        let mut note = |money| _ = script.money.insert(key.clone(), money);
        match answer {
            Answer::Approve | Answer::TimeOutAfterCharging | Answer::PanicAfterCharging => note(Money::Taken(amount)),
            Answer::Late => note(Money::Pending(amount)),
            Answer::Decline | Answer::Unavailable | Answer::TimeOut | Answer::Panic => {}
        }
        let reason = script.reason.unwrap_or("no funds");
        drop(script);
        match answer {
            Answer::Approve => Ok(()),
            Answer::Decline => Err(ChargeError::Declined(reason.to_owned())),
            Answer::Unavailable => Err(ChargeError::Unavailable),
            Answer::TimeOut | Answer::TimeOutAfterCharging | Answer::Late => Err(ChargeError::TimedOut),
            Answer::Panic | Answer::PanicAfterCharging => panic!("the gateway broke down"),
        }
    }
}

impl PaymentGateway for Gateway {
    fn charge(&self, key: &ChargeKey, amount: Cents, method: &PaymentMethod) -> Result<(), ChargeError> {
        let (answer, latency, errand) = {
            let mut script = locked(&self.script);
            let is_new = !script.money.contains_key(key);
            let answer = is_new.then(|| script.answers.pop_front()).flatten().unwrap_or(Answer::Approve);
            (answer, script.latency, script.errand.take())
        };
        self.charges.push(Charge { amount, method: method.clone() });
        self.wire.fetch_add(1, sync::atomic::Ordering::SeqCst);
        if let Some(errand) = errand {
            errand();
        }
        if !latency.is_zero() {
            thread::sleep(latency);
        }
        self.settle(key, amount, answer)
    }

    fn look_up(&self, key: &ChargeKey) -> Result<ChargeStatus, LookUpFailed> {
        self.wire.fetch_add(1, sync::atomic::Ordering::SeqCst);
        let look_up = locked(&self.script).look_up;
        match look_up {
            LookUp::Works => {}
            LookUp::Fails => return Err(LookUpFailed),
            LookUp::Panics => panic!("the gateway broke down"),
        }
        Ok(match locked(&self.script).money.get(key) {
            Some(Money::Taken(_)) => ChargeStatus::Charged,
            Some(Money::Pending(_)) => ChargeStatus::Pending,
            Some(Money::Cancelled) | None => ChargeStatus::NotCharged,
        })
    }

    fn cancel(&self, key: &ChargeKey) {
        self.wire.fetch_add(1, sync::atomic::Ordering::SeqCst);
        locked(&self.script).money.insert(key.clone(), Money::Cancelled);
    }
}

/// How the observer fares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mood {
    #[default]
    Fine,
    Fails,
    Panics,
}

/// An observer that remembers.
#[derive(Default)]
pub(crate) struct Mailer {
    orders: Log<Order>,
    errand: Mutex<Option<Errand>>,
    mood: Mutex<Mood>,
}

impl Mailer {
    /// What it does when it is told of the next order.
    pub(crate) fn runs(&self, errand: impl FnOnce() + Send + 'static) {
        *locked(&self.errand) = Some(Box::new(errand));
    }

    /// How it fares from now on.
    pub(crate) fn is(&self, mood: Mood) {
        *locked(&self.mood) = mood;
    }

    /// What it was told, once nothing moves any more.
    pub(crate) fn story(&self) -> Vec<Order> {
        quiet();
        self.orders.calls()
    }

    /// The order that it is being told of, or was told of last.
    pub(crate) fn latest(&self) -> Option<Order> {
        self.orders.calls().pop()
    }
}

impl OrderObserver for Mailer {
    fn order_placed(&self, order: &Order) -> Result<(), NotTold> {
        self.orders.push(order.clone());
        let errand = locked(&self.errand).take();
        if let Some(errand) = errand {
            errand();
        }
        let mood = *locked(&self.mood);
        match mood {
            Mood::Fine => Ok(()),
            Mood::Fails => Err(NotTold),
            Mood::Panics => panic!("the observer broke down"),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
