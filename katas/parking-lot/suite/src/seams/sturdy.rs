//! What happens around a policy that breaks down, and around a port that looks back.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, expect};

use super::{allocation, pricing};
use crate::Subject;
use crate::doubles::quiet;
use crate::town::{Town, compact, survived};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("panicking-policy-stops-nobody-else", "a panicking policy stops nobody else")
            .level(Level::L6)
            .hint("What does a panic in a policy leave behind: a poisoned lock, a mark on a ticket, a dead thread?")
            .run(panicking_policy_stops_nobody_else),
        Check::seams("ports-are-called-without-the-lots-lock", "ports are called without the lot's lock")
            .level(Level::L5)
            .hint("What do you hold while `charge` runs?")
            .run(ports_are_called_without_the_lots_lock),
    ]
}

fn panicking_policy_stops_nobody_else(build: Subject) {
    let town = Town::open(build, compact(2));
    allocation().watch();
    allocation().panics_once();
    // The call may unwind, or be refused; what becomes of KA-66 is nobody's promise.
    let _unwound = survived(|| town.park("KA-66", "car"));
    expect_open(&town, "`allocation` broke down when KA-66 came");

    let town = Town::open(build, compact(2));
    pricing().watch();
    let ticket = town.parked("KA-01", "car");
    pricing().panics_once();
    let first_try = survived(|| town.exit(ticket.id));
    expect_open(&town, "`pricing` broke down when KA-01 wanted to leave");
    // It may have left: if nobody asked `pricing`, or if the lot knows what to do without a price.
    if !matches!(first_try, Ok(Ok(_))) {
        let left = survived(|| town.exit(ticket.id));
        expect!(matches!(left, Ok(Ok(_))), "`pricing` broke down when KA-01 wanted to leave; it tried again, in vain");
    }
}

/// Complains unless somebody else can come and go.
fn expect_open(town: &Town, after: &str) {
    let visit = survived(|| town.park("KA-02", "car").map(|ticket| town.exit(ticket.id)));
    expect!(matches!(visit, Ok(Ok(Ok(_)))), "{after}; then KA-02 could not park and leave in a lot with a free spot");
}

fn ports_are_called_without_the_lots_lock(build: Subject) {
    let town = Town::open(build, compact(2));
    let first = town.parked("KA-01", "car");
    let note = Arc::new(Mutex::new(false));
    let (lot, done) = (town.lot_for_errand(), note.clone());
    town.gateway.runs(move || {
        let _seen = lot.upgrade().map(|lot| lot.availability());
        *done.lock().unwrap_or_else(PoisonError::into_inner) = true;
    });
    town.left(&first);
    quiet();
    let looked = *note.lock().unwrap_or_else(PoisonError::into_inner);
    expect!(looked, "while it charged KA-01, the gateway looked at the availability, and waited for it in vain");
}
