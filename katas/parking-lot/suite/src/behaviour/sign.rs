//! The sign at the entrance: what `availability` says when nothing is in flight.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{Count, SpotId};

use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, levels};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("availability-adds-up", "the availability adds up, class by class")
            .level(Level::L3)
            .weight(2)
            .hint("Count by the class of the spot, not of the vehicle that stands on it.")
            .run(availability_adds_up),
        Check::behaviour("same-number-on-two-levels-is-two-spots", "one number on two levels is two spots")
            .level(Level::L3)
            .hint("It takes a level and a number to name a spot.")
            .run(same_number_on_two_levels_is_two_spots),
    ]
}

fn availability_adds_up(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact", "large"]), (2, vec!["compact", "large", "bay"])]));
    let expect_both = |compact: (u32, u32), large: (u32, u32), when: &str| {
        town.expect_counts("compact", compact.0, compact.1, when);
        town.expect_counts("large", large.0, large.1, when);
        town.expect_counts("bay", 1, 0, when);
    };
    expect_both((2, 0), (2, 0), "in the empty lot");
    let car = town.parked("KA-01", "car");
    expect_both((1, 1), (2, 0), "with one car on L1-01");
    let upgraded = town.parked("KA-02", "car");
    expect_both((1, 1), (1, 1), "with a second car, on the large spot L1-02");
    let van = town.parked("VA-01", "van");
    expect_both((1, 1), (0, 2), "with a van on L2-02");
    let _refused = town.park("VA-02", "van");
    town.gateway.will([Answer::Decline]);
    let _declined = town.exit(upgraded.id);
    expect_both((1, 1), (0, 2), "after a van was refused and a payment declined");
    town.left(&upgraded);
    expect_both((1, 1), (1, 1), "after the second car left");
    town.left(&car);
    town.left(&van);
    expect_both((2, 0), (2, 0), "after everybody left");
    let unknown = town.counts("hangar");
    expect!(unknown == Count::default(), "a class that the lot has no spot of: got {}", unknown.brief());
}

fn same_number_on_two_levels_is_two_spots(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact"]), (2, vec!["large"]), (3, vec!["compact"])]));
    let tickets = ["KA-01", "KA-02", "KA-03"].map(|plate| town.parked(plate, "car"));
    for (ticket, level) in tickets.iter().zip(1..) {
        let expected = SpotId::new(level, 1);
        expect!(
            ticket.spot == expected,
            "{} was given {}, expected {expected}: each level has a spot 1",
            ticket.vehicle.plate,
            ticket.spot
        );
    }
    town.expect_counts("compact", 0, 2, "with a car on spot 1 of each of three levels");
    town.left(&tickets[1]);
    town.expect_counts("compact", 0, 2, "after L2-01 was freed");
    town.expect_counts("large", 1, 0, "after L2-01 was freed");
}
