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

fn availability_stays_within_bounds(build: Subject) {
    let town = Town::open(build, compact(2));
    let inside = town.parked("KA-01", "car");
    let look = |town: &Town| town.lot.availability().of(&"compact".into());
    let (left, parked, (seen, refused, later)) = all_three(
        ("driver-1", town.leaving(&inside)),
        ("driver-2", town.parking("KA-02", "car")),
        ("sign", town.does(move |town| (look(town), town.park("KA-02", "car"), look(town)))),
    );
    for Count { in_service, free, occupied } in [seen, later] {
        expect!(
            in_service <= 2 && free <= 2 && occupied <= 2,
            "looked at the sign of a lot with two spots while vehicles came and went: {}",
            Count { in_service, free, occupied }.brief()
        );
    }
    let answers = format!("the exit got {}, KA-02 {} and {}", left.brief(), parked.brief(), refused.brief());
    expect!(left.is_ok(), "KA-01 left with a good ticket: {answers}");
    expect!(
        parked.is_ok() != refused.is_ok(),
        "KA-02 came to two entrances at once, with a spot free: {answers}, expected one ticket"
    );
    town.expect_counts("compact", 1, 1, &format!("when nothing moved any more ({answers})"));
}
