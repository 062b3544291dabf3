//! Ports that panic: whoever called them may go down, the lot may not.

use kata_suite::{Check, Level, expect};
use parking_lot_api::Vehicle;

use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, both, compact, survived};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("panicking-gateway-stops-nobody-else", "a panicking gateway stops nobody else")
            .level(Level::L6)
            .hint("What does a panic leave behind: a poisoned lock, a mark on the ticket, a thread that has died?")
            .explore(panicking_gateway_stops_nobody_else),
        Check::concurrency("panicking-observer-stops-nobody-else", "a panicking observer stops nobody else")
            .level(Level::L6)
            .hint("An observer runs foreign code: under which of your locks, in which of your threads?")
            .explore(panicking_observer_stops_nobody_else),
    ]
}

fn panicking_gateway_stops_nobody_else(build: Subject) {
    let town = Town::open(build, compact(2));
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Panic]);
    let id = ticket.id;
    let (_unwound, parked) = both(
        ("exit-1", town.does(move |town| drop(survived(|| town.lot.exit(id))))),
        ("driver-2", town.does(|town| survived(|| town.park("KA-02", "car")))),
    );
    let Ok(Ok(second)) = parked else {
        let seen = parked.map_or("a panic".to_owned(), |result| result.brief());
        kata_suite::complain(format!("parked KA-02 while the gateway panicked under the exit of KA-01: got {seen}"))
    };
    town.expect_counts("compact", 0, 2, "after the gateway panicked under the exit of KA-01, and KA-02 came");
    for ticket in [&second, &ticket] {
        town.left(ticket);
    }
    town.expect_counts("compact", 2, 0, "after KA-01 and KA-02 left in the end");
}

fn panicking_observer_stops_nobody_else(build: Subject) {
    let town = Town::open(build, compact(3));
    let inside = town.parked("KA-01", "car");
    town.listener().panics_at("KA-66");
    let other = town.listener();
    let (_unwound, left) = both(
        ("driver-1", town.does(|town| drop(survived(|| town.lot.park(Vehicle::new("KA-66", "car")))))),
        ("exit-2", town.does(move |town| survived(|| town.exit(inside.id)))),
    );
    expect!(
        matches!(left, Ok(Ok(_))),
        "left with the ticket of KA-01 while an observer panicked about KA-66: got {}",
        left.map_or("a panic".to_owned(), |result| result.brief())
    );
    let visit = survived(|| town.park("KA-02", "car").map(|ticket| (ticket.id, town.exit(ticket.id))));
    let Ok(Ok((second, Ok(_)))) = visit else {
        kata_suite::complain(
            "after an observer had panicked about KA-66, KA-02 could not park and leave in a lot with a free spot",
        )
    };
    let heard = other.story_of(second).len();
    expect!(
        heard == 2,
        "an observer panicked about KA-66; then KA-02 parked and left, and another observer heard {heard} events of it"
    );
    let counts = town.counts("compact");
    expect!(
        counts.in_service == 3 && counts.free + counts.occupied == 3 && counts.occupied <= 1,
        "after an observer had panicked about KA-66, and KA-02 had come and gone: got {}, expected three in service, with KA-66 \
         at most inside",
        counts.brief()
    );
}
