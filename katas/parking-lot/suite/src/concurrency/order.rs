//! Entrances and exits together: what drivers are told has to fit one order of events.
//!
//! Judged is what the API promises of calls in flight: a spot is given to one vehicle at a time, and full is said only if no spot was
//! free at some instant of the call. *Which* of the free spots is given is not promised while others come and go, and every plate comes
//! once, so that nothing is asked of a lot about a vehicle on its way out.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use kata_suite::linear::{History, Model};
use kata_suite::{Check, Level};
use parking_lot_api::{ExitError, ParkError, Receipt, SpotId, Ticket, Vehicle};

use crate::Subject;
use crate::town::{Town, both, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("answers-fit-one-order", "what drivers are told fits one order of events")
            .level(Level::L5)
            .hint("What you remember about the lot beside its spots has to change together with them.")
            .explore(answers_fit_one_order),
    ]
}

/// What a driver asks.
#[derive(Clone, Copy, Debug)]
enum Ask {
    Park(&'static str),
    Exit(&'static str),
}

impl fmt::Display for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ask::Park(plate) => write!(f, "park({plate})"),
            Ask::Exit(plate) => write!(f, "exit({plate})"),
        }
    }
}

/// What a driver is told.
#[derive(Clone, PartialEq, Eq)]
enum Told {
    Parked(SpotId),
    Full,
    Left,
    Other(String),
}

impl Told {
    fn at_the_entrance(answer: &Result<Ticket, ParkError>) -> Told {
        match answer {
            Ok(ticket) => Told::Parked(ticket.spot),
            Err(ParkError::Full) => Told::Full,
            Err(_) => Told::Other(answer.brief()),
        }
    }

    fn at_the_exit(answer: &Result<Receipt, ExitError>) -> Told {
        if answer.is_ok() { Told::Left } else { Told::Other(answer.brief()) }
    }
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Parked(spot) => write!(f, "Ok({spot})"),
            Told::Full => f.write_str("Err(Full)"),
            Told::Left => f.write_str("Ok"),
            Told::Other(brief) => f.write_str(brief),
        }
    }
}

/// A lot that serves one driver after the other: who stands on which spot.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Spots(BTreeMap<SpotId, Option<&'static str>>);

impl Spots {
    fn is_full(&self) -> bool {
        self.0.values().all(Option::is_some)
    }

    fn park(&mut self, plate: &'static str, told: &Told) -> Result<(), String> {
        match told {
            Told::Full if self.is_full() => Ok(()),
            Told::Parked(spot) if self.0.get(spot) == Some(&None) => {
                self.0.insert(*spot, Some(plate));
                Ok(())
            }
            _ => Err(self.right()),
        }
    }

    /// What the next driver at the entrance may be told.
    fn right(&self) -> String {
        let free: Vec<String> =
            self.0.iter().filter(|(_, inside)| inside.is_none()).map(|(spot, _)| format!("Ok({spot})")).collect();
        if free.is_empty() { "Err(Full)".into() } else { free.join(" or ") }
    }

    fn exit(&mut self, plate: &'static str, told: &Told) -> Result<(), String> {
        match self.0.values_mut().find(|inside| **inside == Some(plate)) {
            Some(inside) if *told == Told::Left => {
                *inside = None;
                Ok(())
            }
            _ => Err("Ok".into()),
        }
    }
}

impl Model for Spots {
    type Call = Ask;
    type Answer = Told;

    fn answers(&mut self, ask: &Ask, told: &Told) -> Result<(), String> {
        match *ask {
            Ask::Park(plate) => self.park(plate, told),
            Ask::Exit(plate) => self.exit(plate, told),
        }
    }

    fn only_looked(_: &Ask, told: &Told) -> bool {
        *told == Told::Full
    }
}

/// A town whose drivers' calls are recorded.
#[derive(Clone)]
struct Recorded {
    town: Town,
    history: Arc<History<Ask, Told>>,
}

impl Recorded {
    fn park(&self, plate: &'static str) {
        let park = || Told::at_the_entrance(&self.town.lot.park(Vehicle::new(plate, "car")));
        self.history.call(Ask::Park(plate), park);
    }

    fn exit(&self, ticket: &Ticket, plate: &'static str) {
        self.history.call(Ask::Exit(plate), || Told::at_the_exit(&self.town.lot.exit(ticket.id)));
    }

    fn does(&self, act: impl FnOnce(&Recorded) + Send + 'static) -> impl FnOnce() + Send + 'static {
        let recorded = self.clone();
        move || act(&recorded)
    }
}

fn answers_fit_one_order(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = (town.parked("KA-01", "car"), town.parked("KA-02", "car"));
    let spots = Spots([(first.spot, Some("KA-01")), (second.spot, Some("KA-02"))].into());
    let recorded = Recorded { town, history: Arc::default() };
    both(
        (
            "driver-1",
            recorded.does(move |town| {
                town.exit(&first, "KA-01");
                town.park("KA-03");
            }),
        ),
        ("driver-2", recorded.does(|town| town.park("KA-04"))),
    );
    recorded.park("KA-05");
    recorded
        .history
        .expect_order(spots, "KA-01 and KA-02 stood on the two spots of a lot, and KA-01 left while others came");
}
