//! Observers while vehicles come and go.

use kata_suite::{Check, Level, expect};
use parking_lot_api::LotEvent;

use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, both, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("events-of-a-ticket-keep-their-order", "the events of a ticket keep their order")
            .level(Level::L5)
            .hint("What keeps the second event of a ticket from overtaking the first?")
            .explore(events_of_a_ticket_keep_their_order),
        Check::concurrency(
            "decline-is-told-before-the-next-exit",
            "a decline is told of before the exit that follows it",
        )
        .level(Level::L5)
        .hint("From when on may the next exit pay: from the decline, or from when the observers have been told of it?")
        .explore(decline_is_told_before_the_next_exit),
        Check::concurrency("observers-added-at-once-are-all-kept", "observers that are added at once are all kept")
            .level(Level::L5)
            .hint("Copying the list, adding to the copy and putting it back are three steps.")
            .explore(observers_added_at_once_are_all_kept),
    ]
}

fn events_of_a_ticket_keep_their_order(build: Subject) {
    let town = Town::open(build, compact(2));
    let listener = town.listener();
    let visit = |plate| {
        town.does(move |town| {
            let ticket = town.parked(plate, "car");
            let receipt = town.left(&ticket);
            (plate, ticket, receipt)
        })
    };
    let visits = both(("driver-1", visit("KA-01")), ("driver-2", visit("KA-02")));
    for (plate, ticket, receipt) in [visits.0, visits.1] {
        let story = listener.story_of(ticket.id);
        let expected = vec![LotEvent::Parked(ticket), LotEvent::Left(receipt)];
        expect!(
            story == expected,
            "{plate} parked and left, beside another vehicle; of its ticket the observer heard {}, expected {}",
            story.brief(),
            expected.brief()
        );
    }
}

/// One exit is declined, and another one with the same ticket comes just then.
fn decline_is_told_before_the_next_exit(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    let listener = town.listener();
    town.gateway.will([Answer::Decline]);
    let (first, second) = both(("exit-1", town.leaving(&ticket)), ("exit-2", town.leaving(&ticket)));
    let seen = format!("one exit got {}, the other {}", first.brief(), second.brief());
    let left = first.ok().or(second.ok()).map(LotEvent::Left);
    let story = listener.story_of(ticket.id);
    let in_order = match story.split_first() {
        Some((LotEvent::PaymentDeclined { .. }, rest)) => rest.iter().eq(left.iter()),
        _ => false,
    };
    expect!(
        in_order,
        "KA-01 came to two exits at once, and the first payment was declined ({seen}); its observer heard {}, expected the \
         declined payment first, and that it left if it did",
        story.brief()
    );
}

/// One observer is there already. Each of two callers adds another and parks. Each observer must hear at least of its own caller's
/// vehicle.
fn observers_added_at_once_are_all_kept(build: Subject) {
    let town = Town::open(build, compact(2));
    let _before = town.listener();
    let join = |plate| town.does(move |town| (plate, town.listener(), town.parked(plate, "car")));
    let (first, second) = both(("app-1", join("KA-01")), ("app-2", join("KA-02")));
    for (plate, listener, ticket) in [first, second] {
        let heard = listener.story_of(ticket.id).len();
        expect!(
            heard == 1,
            "two callers each added an observer and then parked a vehicle; the observer that was added before {plate} heard of \
             it {heard} times"
        );
    }
}
