//! Ports that panic: whoever called them may go down, the lot may not.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{LotEvent, ParkError, Vehicle};

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
        Check::concurrency("panicking-observer-undoes-no-payment", "a panicking observer undoes no payment")
            .level(Level::L6)
            .hint("What is still to be done when the observers are told, and who does it when one of them unwinds?")
            .explore(panicking_observer_undoes_no_payment),
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
    town.listener().panics_at(|event| event.brief() == "Parked(KA-66)");
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
    let again = survived(|| town.lot.park(Vehicle::new("KA-66", "car")));
    let is_inside = matches!(again, Ok(Err(ParkError::AlreadyParked(_))));
    expect!(
        is_inside == (counts.occupied == 1),
        "an observer had panicked about KA-66, and by the sign {} vehicles were inside; then KA-66 came again: got {}",
        counts.occupied,
        again.map_or("a panic".to_owned(), |result| result.brief())
    );
}

/// The observer panics at the declined payment, and when the vehicle has left. Neither may change what had happened.
fn panicking_observer_undoes_no_payment(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    town.listener().panics_at(|event| !matches!(event, LotEvent::Parked(_)));
    let exit = || survived(|| town.lot.exit(ticket.id)).map_or("a panic".to_owned(), |result| result.brief());
    town.gateway.will([Answer::Decline]);
    let declined = exit();
    town.expect_counts("compact", 0, 1, "after an observer panicked about the declined payment of KA-01");
    let left = exit();
    let seen = format!("its first exit, which was declined, got {declined}, its second, which paid, {left}");
    let paid = town.gateway.times_paid(ticket.id);
    expect!(paid == 1, "observers panicked whenever they were told of KA-01, which paid {paid} times: {seen}");
    town.expect_counts("compact", 1, 0, &format!("after KA-01 had paid, and an observer panicked about that ({seen})"));
    let again = exit();
    let paid = town.gateway.times_paid(ticket.id);
    expect!(
        again == "Err(InvalidTicket)" && paid == 1,
        "left with the ticket of KA-01 once more, after it had paid and an observer had panicked about that ({seen}): got {again}, \
         and paid {paid} times; expected Err(InvalidTicket), and paid once"
    );
}
