//! The sign at the entrance while vehicles come and go.

use kata_suite::{Check, Level, expect};
use parking_lot_api::Count;

use crate::Subject;
use crate::town::{Town, all_three, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("availability-stays-within-bounds", "the availability stays within bounds")
            .level(Level::L4)
            .weight(2)
            .hint("A counter beside the spots is right only if both change in one step.")
            .explore(availability_stays_within_bounds),
    ]
}

/// One spot: a vehicle leaves it, two others want it, and each of the callers looks at the sign in between.
fn availability_stays_within_bounds(build: Subject) {
    let town = Town::open(build, compact(1));
    let inside = town.parked("KA-01", "car").id;
    let look = |town: &Town| town.lot.availability().of(&"compact".into());
    let (left, first, second) = all_three(
        ("driver-1", town.does(move |town| (town.exit(inside), look(town)))),
        ("driver-2", town.parking("KA-02", "car")),
        ("driver-3", town.does(move |town| (town.park("KA-03", "car"), look(town)))),
    );
    let ((left, seen), first, (second, later)) = (left, first, second);
    for Count { in_service, free, occupied } in [seen, later] {
        expect!(
            in_service <= 1 && free <= 1 && occupied <= 1,
            "looked at the sign of a lot with one spot while vehicles came and went: {}",
            Count { in_service, free, occupied }.brief()
        );
    }
    let answers = format!("the exit got {}, KA-02 {} and KA-03 {}", left.brief(), first.brief(), second.brief());
    expect!(left.is_ok(), "KA-01 left with a good ticket: {answers}");
    let inside = u32::from(first.is_ok()) + u32::from(second.is_ok());
    expect!(inside <= 1, "two drivers were let in to one spot: {answers}");
    town.expect_counts("compact", 1 - inside, inside, &format!("when nothing moved any more ({answers})"));
}
