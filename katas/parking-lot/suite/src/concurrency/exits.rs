//! One ticket at two exits, and payments that others can watch.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{ExitError, ParkError, Receipt, Ticket};

use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, all_three, both, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("one-ticket-is-paid-once", "one ticket at two exits is paid once")
            .level(Level::L4)
            .weight(2)
            .hint("A ticket that is being paid is in a state of its own, between inside and gone.")
            .explore(one_ticket_is_paid_once),
        Check::concurrency("late-exit-frees-nobody-elses-spot", "a late second exit frees nobody else's spot")
            .level(Level::L4)
            .hint("When the second exit comes to free the spot, whose is it?")
            .explore(late_exit_frees_nobody_elses_spot),
        Check::concurrency("unpaid-spot-is-not-given-away", "an unpaid spot is not given away")
            .level(Level::L5)
            .weight(2)
            .hint("Which comes first in `exit`: the charge, or the free spot?")
            .explore(unpaid_spot_is_not_given_away),
        Check::concurrency("declined-payment-races-an-exit", "a declined payment leaves the ticket to the next exit")
            .level(Level::L5)
            .weight(2)
            .hint("The decline puts back what it took, and only that; and nobody may be told meanwhile that the ticket is void.")
            .explore(declined_payment_races_an_exit),
        Check::concurrency("exit-that-waits-is-always-answered", "an exit that waits for another one is always answered")
            .level(Level::L5)
            .hint("If exits with several tickets wait in one place, who is woken when one of the payments is over?")
            .explore(exit_that_waits_is_always_answered),
        Check::concurrency("exits-at-once-free-all-their-spots", "exits at once free all their spots")
            .level(Level::L4)
            .hint("Two updates of one number that are each a read and a write can swallow one another.")
            .explore(exits_at_once_free_all_their_spots),
        Check::concurrency("vehicle-returns-while-it-leaves", "a vehicle that returns while it leaves is inside or not")
            .level(Level::L5)
            .hint("The exit takes out what belongs to its own ticket, not what belongs to the plate.")
            .explore(vehicle_returns_while_it_leaves),
    ]
}

type Left = Result<Receipt, ExitError>;

fn is_invalid(left: &Left) -> bool {
    matches!(left, Err(ExitError::InvalidTicket(_)))
}

fn is_in_progress(left: &Left) -> bool {
    matches!(left, Err(ExitError::InProgress(_)))
}

/// What must hold of the answers to two exits with one ticket, of which at least one was approved.
fn expect_one_winner(town: &Town, ticket: &Ticket, first: &Left, second: &Left) {
    let seen = format!("one exit got {}, the other {}", first.brief(), second.brief());
    let paid = town.gateway.times_paid(ticket.id);
    expect!(paid == 1, "the ticket of KA-01 was held up at two exits at once, and paid {paid} times: {seen}");
    expect!(
        first.is_ok() != second.is_ok(),
        "the ticket of KA-01 was held up at two exits at once; one of them has to let it out: {seen}"
    );
    let loser = if first.is_ok() { second } else { first };
    expect!(
        is_invalid(loser) || is_in_progress(loser),
        "nobody's payment was declined, so the loser is told InProgress or InvalidTicket: {seen}"
    );
}

fn one_ticket_is_paid_once(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    let (first, second) = both(("exit-1", town.leaving(&ticket)), ("exit-2", town.leaving(&ticket)));
    expect_one_winner(&town, &ticket, &first, &second);
    town.expect_counts("compact", 1, 0, "after KA-01 left");
}

fn late_exit_frees_nobody_elses_spot(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    let id = ticket.id;
    let (second, (first, next)) = both(
        ("exit-2", town.leaving(&ticket)),
        ("exit-1", town.does(move |town| (town.exit(id), town.park("KA-02", "car")))),
    );
    let seen = format!("one exit got {}, the other {}, KA-02 {}", first.brief(), second.brief(), next.brief());
    expect!(
        next.is_ok() || next == Err(ParkError::Full),
        "KA-02 came while KA-01 left: {seen}, expected a ticket or Full"
    );
    expect!(next.is_ok() || first.is_err(), "KA-02 came after the exit of KA-01 had returned: {seen}");
    let inside = u32::from(next.is_ok());
    town.expect_counts(
        "compact",
        1 - inside,
        inside,
        &format!("after KA-01 left by two exits and KA-02 came ({seen})"),
    );
    if next.is_ok() {
        let third = town.park("KA-03", "car");
        expect!(
            third == Err(ParkError::Full),
            "KA-01 was gone, KA-02 stood on the only spot ({seen}), and KA-03 got {}",
            third.brief()
        );
    }
}

fn unpaid_spot_is_not_given_away(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Decline]);
    let (left, parked) = both(("driver-1", town.leaving(&ticket)), ("driver-2", town.parking("KA-02", "car")));
    let seen = format!("the exit got {}, KA-02 {}", left.brief(), parked.brief());
    expect!(matches!(left, Err(ExitError::Declined(_))), "the payment of KA-01 was declined: {seen}");
    expect!(
        parked == Err(ParkError::Full),
        "KA-01, whose payment was declined, stood on the only spot all the time: {seen}, expected Err(Full)"
    );
    town.expect_counts("compact", 0, 1, "after the payment of KA-01 was declined");
    town.left(&ticket);
}

fn declined_payment_races_an_exit(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Decline]);
    let (first, second) = both(("exit-1", town.leaving(&ticket)), ("exit-2", town.leaving(&ticket)));
    let seen = format!("one exit got {}, the other {}", first.brief(), second.brief());
    let count = |which: fn(&Left) -> bool| [&first, &second].into_iter().filter(|left| which(left)).count();
    let (out, declined) = (count(Left::is_ok), count(|left| matches!(left, Err(ExitError::Declined(_)))));
    let paid = town.gateway.times_paid(ticket.id);
    expect!(paid == out, "one of two exits with the ticket of KA-01 was declined; it was paid {paid} times: {seen}");
    expect!(declined > 0, "the gateway declined one payment, and nobody was told: {seen}");
    if out == 1 {
        town.expect_counts("compact", 1, 0, "after one exit of KA-01 was declined and the other paid");
        let again = town.exit(ticket.id);
        expect!(
            is_invalid(&again),
            "left with the ticket of KA-01, which had been paid ({seen}): got {}",
            again.brief()
        );
        return;
    }
    expect!(
        count(is_invalid) == 0,
        "the ticket of KA-01 was never paid, so it is not invalid; a second exit during the payment may be told InProgress: {seen}"
    );
    town.expect_counts("compact", 0, 1, &format!("after the only payment of KA-01 was declined ({seen})"));
    town.left(&ticket);
    town.expect_counts("compact", 1, 0, "after KA-01 paid in the end");
}

/// Two tickets are being paid, and each of them is held up at a second exit.
fn exit_that_waits_is_always_answered(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = (town.parked("KA-01", "car"), town.parked("KA-02", "car"));
    let (lot, other) = (town.lot_for_errand(), second.id);
    town.gateway.runs_for(first.id, move || drop(lot.upgrade().map(|lot| lot.exit(other))));
    let (left, first_again, second_again) = all_three(
        ("exit-1", town.leaving(&first)),
        ("exit-2", town.leaving(&first)),
        ("exit-3", town.leaving(&second)),
    );
    let answers = [&left, &first_again, &second_again].map(Brief::brief).join(", ");
    for (ticket, plate) in [(&first, "KA-01"), (&second, "KA-02")] {
        let paid = town.gateway.times_paid(ticket.id);
        expect!(paid == 1, "KA-01 and KA-02 came to two exits each, at once ({answers}); {plate} paid {paid} times");
    }
    town.expect_counts("compact", 2, 0, &format!("after KA-01 and KA-02 had left ({answers})"));
}

fn exits_at_once_free_all_their_spots(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = (town.parked("KA-01", "car"), town.parked("KA-02", "car"));
    let left = both(("exit-1", town.leaving(&first)), ("exit-2", town.leaving(&second)));
    let seen = format!("got {} and {}", left.0.brief(), left.1.brief());
    expect!(left.0.is_ok() && left.1.is_ok(), "KA-01 and KA-02 left at once, each with its ticket: {seen}");
    town.expect_counts("compact", 2, 0, "after KA-01 and KA-02 left at once");
    for plate in ["KA-01", "KA-02"] {
        town.parked(plate, "car");
    }
}

fn vehicle_returns_while_it_leaves(build: Subject) {
    let town = Town::open(build, compact(2));
    let ticket = town.parked("KA-01", "car");
    let (left, back) = both(("exit-1", town.leaving(&ticket)), ("driver-1", town.parking("KA-01", "car")));
    let seen = format!("the exit got {}, the entrance {}", left.brief(), back.brief());
    expect!(left.is_ok(), "KA-01 left with a good ticket: {seen}");
    let inside = u32::from(back.is_ok());
    town.expect_counts("compact", 2 - inside, inside, &format!("after KA-01 left and came back at once ({seen})"));
    let again = town.park("KA-01", "car");
    match back {
        Ok(_) => expect!(
            again == Err(ParkError::AlreadyParked("KA-01".into())),
            "KA-01 was let in again while it left ({seen}), and then once more: got {}, expected Err(AlreadyParked(KA-01))",
            again.brief()
        ),
        Err(refused) => {
            expect!(
                refused == ParkError::AlreadyParked("KA-01".into()),
                "KA-01 came back while it left, with a spot free: {seen}, expected a ticket or AlreadyParked"
            );
            expect!(again.is_ok(), "KA-01 came back after it had left ({seen}): got {}", again.brief());
        }
    }
}
