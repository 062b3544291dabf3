//! Parking lot: the hidden suite.
//!
//! It reads like the brief: `behaviour` is what one caller may expect, `seams` what the learner's own traits are good for,
//! `concurrency` what must hold however callers interleave, `contention` who must not wait for whom, `twists` what is asked late
//! in the round. `town` is the stage that every check is played on, `doubles` are the clock, gateway and observers that stand on
//! it, and `words` is how results are shown to a learner.
//!
//! Two rules run through all checks. What may be asynchronous is looked at when nothing moves any more (`Town::counts`,
//! `Listener::story`), so that a lot with threads of its own passes. And a result is wrong only if *no* correct lot could have
//! given it under that interleaving.

mod behaviour;
mod concurrency;
mod contention;
mod doubles;
mod seams;
mod town;
mod twists;
mod words;

use std::sync::Arc;

use kata_suite::Suite;
use parking_lot_api::twists::bikes::{BikeParkingLot, Bikes};
use parking_lot_api::twists::electric::{Electric, ElectricParkingLot};
use parking_lot_api::{Config, ParkingLot, Ports};

/// The build function of a twist: what it is built with comes last.
pub type BuildLate<T, L> = fn(Config, Ports, T) -> Arc<L>;

/// The learner's `build`, and their build function for each twist that they took on; all with the seams that their own
/// `Seams::new` picks.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The lot of the brief.
    pub build: fn(Config, Ports) -> Arc<dyn ParkingLot>,
    /// Bikes share a spot.
    pub bikes: Option<BuildLate<Bikes, dyn BikeParkingLot>>,
    /// Some spots have a charger.
    pub electric: Option<BuildLate<Electric, dyn ElectricParkingLot>>,
}

/// The runner: judges the subject by the checks that the command line selects.
pub fn main(subject: Subject) -> ! {
    suite().main(subject)
}

/// Every check, in the order in which a verdict shows them.
fn suite() -> Suite<Subject> {
    Suite::new("parking-lot")
        .checks(behaviour::checks())
        .checks(seams::checks())
        .checks(concurrency::checks())
        .checks(contention::checks())
        .checks(twists::checks())
}
