//! Ports that call the lot in the middle of a call.

use std::sync::{Arc, Mutex, PoisonError};

use kata_suite::{Check, Level, expect};
use parking_lot_api::{Ticket, Vehicle};

use crate::Subject;
use crate::doubles::{Listener, quiet};
use crate::town::{Town, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("gateway-may-call-the-lot", "the gateway may call the lot")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `charge` runs, and who else needs it?")
            .explore(gateway_may_call_the_lot),
        Check::concurrency("observers-may-call-the-lot", "observers may call the lot")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `notify` runs, and who else needs it?")
            .explore(observers_may_call_the_lot),
        Check::concurrency(
            "spot-is-free-once-its-vehicle-has-left",
            "a spot is free once observers hear that its vehicle has left",
        )
        .level(Level::L5)
        .hint("First it happens, then it is told.")
        .explore(spot_is_free_once_its_vehicle_has_left),
        Check::concurrency("observer-may-add-an-observer", "an observer may add an observer")
            .level(Level::L5)
            .hint("The list of observers is behind a lock, too.")
            .explore(observer_may_add_an_observer),
    ]
}

/// Everything that a callback may do, about other vehicles than the one that it is called for. The note says how far it came.
fn errand(town: &Town, other: &Ticket, note: Arc<Mutex<&'static str>>) -> impl FnOnce() + Send + 'static {
    let (lot, other) = (town.lot_for_errand(), other.id);
    move || {
        let set = |text| *note.lock().unwrap_or_else(PoisonError::into_inner) = text;
        let Some(lot) = lot.upgrade() else { return };
        set("it was waiting for `availability` to return");
        let _seen = lot.availability();
        set("it was waiting for `park` to return");
        let parked = lot.park(Vehicle::new("KA-99", "car"));
        set("it was waiting for `exit` to return");
        let left = lot.exit(other);
        set(if parked.is_err() {
            "its `park` was refused while a spot was free"
        } else if left.is_err() {
            "its `exit` was refused with a good ticket"
        } else {
            "done"
        });
    }
}

fn expect_done(note: &Mutex<&'static str>, who: &str) {
    quiet();
    let note = *note.lock().unwrap_or_else(PoisonError::into_inner);
    expect!(note == "done", "{who} called the lot about other vehicles: {note}");
}

fn gateway_may_call_the_lot(build: Subject) {
    let town = Town::open(build, compact(3));
    let (first, second) = (town.parked("KA-01", "car"), town.parked("KA-02", "car"));
    let note = Arc::new(Mutex::new("it was never charged"));
    town.gateway.runs(errand(&town, &second, note.clone()));
    town.left(&first);
    expect_done(&note, "while it charged KA-01, the gateway");
    town.expect_counts("compact", 2, 1, "after KA-01 and KA-02 left and KA-99 came");
}

fn observers_may_call_the_lot(build: Subject) {
    let town = Town::open(build, compact(4));
    let second = town.parked("KA-02", "car");
    let parked_note = Arc::new(Mutex::new("it was never told"));
    let listener = town.listener();
    listener.runs(errand(&town, &second, parked_note.clone()));
    let first = town.parked("KA-01", "car");
    expect_done(&parked_note, "when told that KA-01 had parked, an observer");

    let third = town.parked("KA-03", "car");
    let left_note = Arc::new(Mutex::new("it was never told"));
    listener.runs(look(&town, left_note.clone()));
    town.left(&first);
    expect_done(&left_note, "when told that KA-01 had left, an observer");
    town.left(&third);
    town.expect_counts("compact", 3, 1, "after KA-01, KA-02 and KA-03 left and KA-99 came");
}

fn look(town: &Town, note: Arc<Mutex<&'static str>>) -> impl FnOnce() + Send + 'static {
    let lot = town.lot_for_errand();
    move || {
        *note.lock().unwrap_or_else(PoisonError::into_inner) = "it was waiting for `availability` to return";
        let _seen = lot.upgrade().map(|lot| lot.availability());
        *note.lock().unwrap_or_else(PoisonError::into_inner) = "done";
    }
}

fn spot_is_free_once_its_vehicle_has_left(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    let listener = town.listener();
    let seen = Arc::new(Mutex::new(None));
    let (lot, note) = (town.lot_for_errand(), seen.clone());
    listener.runs(move || {
        let parked = lot.upgrade().map(|lot| lot.park(Vehicle::new("KA-99", "car")));
        *note.lock().unwrap_or_else(PoisonError::into_inner) = parked;
    });
    town.left(&ticket);
    quiet();
    let parked = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    let answer = parked.as_ref().map_or("no answer".to_owned(), Brief::brief);
    expect!(
        matches!(parked, Some(Ok(_))),
        "when told that KA-01 had left the only spot, an observer parked KA-99 on it: got {answer}, expected Ok({})",
        ticket.spot
    );
}

fn observer_may_add_an_observer(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = (town.listener(), Arc::new(Listener::default()));
    let (lot, added) = (town.lot_for_errand(), second.clone());
    first.runs(move || {
        if let Some(lot) = lot.upgrade() {
            lot.observe(added);
        }
    });
    let ticket = town.parked("KA-01", "car");
    let heard_before = second.story_of(ticket.id).len();
    expect!(heard_before <= 1, "an observer that was added during an event heard it {heard_before} times");
    let next = town.parked("KA-02", "car");
    let heard = (first.story_of(next.id).len(), second.story_of(next.id).len());
    expect!(
        heard == (1, 1),
        "an observer added another one in its callback; then KA-02 parked, and they heard of it {} and {} times",
        heard.0,
        heard.1
    );
}
