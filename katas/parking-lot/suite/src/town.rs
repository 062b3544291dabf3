//! The stage that every check is played on: one lot, with the suite's clock and gateway.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use kata_suite::{attempt, call, complain, crew, expect, settle_ready};
use parking_lot_api::{
    Config, Count, ExitError, ParkError, ParkingLot, Ports, Receipt, ServiceError, SpotId, Tariff, Ticket, TicketId,
    Vehicle,
};

use crate::Subject;
use crate::doubles::{Gateway, Listener, TownClock};
use crate::words::{Brief, Shown};

/// Two an hour, one at least, twelve a day at most.
pub(crate) const CAR_TARIFF: Tariff = Tariff::cents(200, 100, 1200);

/// Three and a half an hour, five at least, twenty a day at most.
pub(crate) const VAN_TARIFF: Tariff = Tariff::cents(350, 500, 2000);

/// Levels with these spot classes. Cars fit on `compact` and `large` spots, vans on `large` ones only.
pub(crate) fn levels<'a, L: IntoIterator<Item = &'a str>>(levels: impl IntoIterator<Item = (u32, L)>) -> Config {
    let config = levels.into_iter().fold(Config::default(), |config, (number, classes)| config.level(number, classes));
    config.class("car", ["compact", "large"], CAR_TARIFF).class("van", ["large"], VAN_TARIFF)
}

/// One level with this many compact spots, and cars.
pub(crate) fn compact(spots: usize) -> Config {
    Config::default().level(1, vec!["compact"; spots]).class("car", ["compact"], CAR_TARIFF)
}

/// A lot, its clock and its gateway. A clone is the same town.
#[derive(Clone)]
pub(crate) struct Town {
    pub(crate) lot: Arc<dyn ParkingLot>,
    pub(crate) clock: Arc<TownClock>,
    pub(crate) gateway: Arc<Gateway>,
}

impl Town {
    /// Opens a lot.
    pub(crate) fn open(build: Subject, config: Config) -> Town {
        let (clock, gateway) = (Arc::new(TownClock::new()), Arc::new(Gateway::default()));
        let lot = (build.build)(config, Ports { clock: clock.clone(), gateway: gateway.clone() });
        Town { lot, clock, gateway }
    }

    /// The lot for an errand: were the errand to own it, lot and observer would keep each other alive.
    pub(crate) fn lot_for_errand(&self) -> Weak<dyn ParkingLot> {
        Arc::downgrade(&self.lot)
    }

    /// Adds an observer.
    pub(crate) fn listener(&self) -> Arc<Listener> {
        let listener = Arc::new(Listener::default());
        self.lot.observe(listener.clone());
        listener
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, stay: Duration) {
        self.clock.advance(stay);
    }

    /// A vehicle asks to be let in.
    pub(crate) fn park(&self, plate: &str, class: &str) -> Result<Ticket, ParkError> {
        call(&format!("park({plate})"), || Shown(self.lot.park(Vehicle::new(plate, class)))).0
    }

    /// A vehicle asks to be let in, and is.
    pub(crate) fn parked(&self, plate: &str, class: &str) -> Ticket {
        match self.park(plate, class) {
            Ok(ticket) => ticket,
            refused => complain(format!("parked the {class} {plate} while a spot was free: got {}", refused.brief())),
        }
    }

    /// Somebody asks to be let out.
    pub(crate) fn exit(&self, ticket: TicketId) -> Result<Receipt, ExitError> {
        call(&format!("exit({ticket})"), || Shown(self.lot.exit(ticket))).0
    }

    /// A vehicle asks to be let out, and is.
    pub(crate) fn left(&self, ticket: &Ticket) -> Receipt {
        match self.exit(ticket.id) {
            Ok(receipt) => receipt,
            refused => complain(format!(
                "left with the ticket of {}, which nobody had used: got {}, expected a receipt",
                ticket.vehicle.plate,
                refused.brief()
            )),
        }
    }

    /// Takes a spot out of service or puts it back; ends the check where the submission leaves that out.
    pub(crate) fn set_in_service(&self, spot: SpotId, in_service: bool) -> Result<(), ServiceError> {
        let what = format!("set_in_service({spot}, {in_service})");
        let result = call(&what, || Shown(self.lot.set_in_service(spot, in_service))).0;
        attempt("set_in_service", result, |error| *error == ServiceError::Unsupported)
    }

    /// The counts of a spot class, once nothing moves any more.
    pub(crate) fn counts(&self, class: &str) -> Count {
        settle_ready();
        call("availability()", || Shown(self.lot.availability())).0.of(&class.into())
    }

    /// Complains unless the counts of a class are these, once nothing moves any more.
    pub(crate) fn expect_counts(&self, class: &str, free: u32, occupied: u32, when: &str) {
        let expected = Count { in_service: free + occupied, free, occupied };
        let seen = self.counts(class);
        expect!(seen == expected, "{when}, {class} spots: got {}, expected {}", seen.brief(), expected.brief());
    }

    /// What a caller on a thread of its own does.
    pub(crate) fn does<R>(&self, act: impl FnOnce(&Town) -> R + Send + 'static) -> impl FnOnce() -> R + Send + 'static {
        let town = self.clone();
        move || act(&town)
    }

    /// A driver at the entrance, on a thread of its own.
    pub(crate) fn parking(
        &self,
        plate: &'static str,
        class: &'static str,
    ) -> impl FnOnce() -> Result<Ticket, ParkError> + Send + 'static {
        self.does(move |town| town.park(plate, class))
    }

    /// A driver at the exit, on a thread of its own.
    pub(crate) fn leaving(&self, ticket: &Ticket) -> impl FnOnce() -> Result<Receipt, ExitError> + Send + 'static {
        let id = ticket.id;
        self.does(move |town| town.exit(id))
    }
}

/// Runs two callers at once, and returns what each of them saw.
pub(crate) fn both<A: Send + 'static, B: Send + 'static>(
    first: (&'static str, impl FnOnce() -> A + Send + 'static),
    second: (&'static str, impl FnOnce() -> B + Send + 'static),
) -> (A, B) {
    let ((first, a), (second, b)) = (keep(first), keep(second));
    crew([first, second]);
    (a(), b())
}

/// Runs three callers at once, and returns what each of them saw.
pub(crate) fn all_three<A: Send + 'static, B: Send + 'static, C: Send + 'static>(
    first: (&'static str, impl FnOnce() -> A + Send + 'static),
    second: (&'static str, impl FnOnce() -> B + Send + 'static),
    third: (&'static str, impl FnOnce() -> C + Send + 'static),
) -> (A, B, C) {
    let ((first, a), (second, b), (third, c)) = (keep(first), keep(second), keep(third));
    crew([first, second, third]);
    (a(), b(), c())
}

/// What one member of a crew does.
type Act = Box<dyn FnOnce() + Send>;

/// Callers who see different things make no crew, so each puts what it saw aside.
fn keep<R: Send + 'static>(
    (name, act): (&'static str, impl FnOnce() -> R + Send + 'static),
) -> ((&'static str, Act), impl FnOnce() -> R) {
    let kept = Arc::new(Mutex::new(None));
    let keeper = kept.clone();
    let act: Act = Box::new(move || {
        let seen = act();
        *keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    });
    let taken = move || match kept.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(seen) => seen,
        None => complain(format!("{name} never came back")),
    };
    ((name, act), taken)
}

/// Makes a call that may unwind. What the learner has not written yet unwinds as well, and goes on: that is no mishap.
pub(crate) fn survived<R>(call: impl FnOnce() -> R) -> Result<R, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(call))
        .map_err(|panic| if is_unwritten(&*panic) { resume_unwind(panic) } else { panic })
}

fn is_unwritten(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.is_some_and(|text| text.starts_with("not yet implemented") || text.starts_with("not implemented"))
}
