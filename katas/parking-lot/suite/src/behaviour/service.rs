//! Spots that are out of service: the extension.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{ServiceError, SpotId};

use crate::Subject;
use crate::town::{Town, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "out-of-service-is-neither-given-nor-counted",
            "a spot out of service is neither given nor counted",
        )
        .level(Level::L6)
        .hint("Out of service is a third state of a spot, beside free and taken.")
        .run(out_of_service_is_neither_given_nor_counted),
        Check::behaviour(
            "spot-put-back-is-given-and-counted-once",
            "a spot that is put back is given and counted once",
        )
        .level(Level::L6)
        .hint("Setting what is already set changes nothing, also where a vehicle stands on the spot.")
        .run(spot_put_back_is_given_and_counted_once),
        Check::behaviour("occupied-spot-stays-in-service", "an occupied spot stays in service")
            .level(Level::L6)
            .hint("See the errors of `set_in_service`.")
            .run(occupied_spot_stays_in_service),
    ]
}

/// Sets it, and complains unless that is fine.
fn set(town: &Town, spot: SpotId, in_service: bool, when: &str) {
    let result = town.set_in_service(spot, in_service);
    expect!(result.is_ok(), "set_in_service({spot}, {in_service}) {when}: got {}, expected Ok", result.brief());
}

fn out_of_service_is_neither_given_nor_counted(build: Subject) {
    let town = Town::open(build, compact(3));
    set(&town, SpotId::new(1, 1), false, "in the empty lot");
    set(&town, SpotId::new(1, 3), false, "in the empty lot");
    town.expect_counts("compact", 1, 0, "with L1-01 and L1-03 out of service");
    let (given, expected) = (town.parked("KA-01", "car").spot, SpotId::new(1, 2));
    expect!(given == expected, "with L1-01 and L1-03 out of service, KA-01 was given {given}, expected {expected}");
    let result = town.park("KA-02", "car");
    expect!(
        result.brief() == "Err(Full)",
        "parked KA-02 while the only spot in service was taken: got {}, expected Err(Full)",
        result.brief()
    );
    town.expect_counts("compact", 0, 1, "with L1-01 and L1-03 out of service, and KA-01 on L1-02");

    let town = Town::open(build, compact(1));
    set(&town, SpotId::new(1, 1), false, "in the empty lot");
    let classes = town.lot.availability().classes;
    expect!(
        classes.contains_key(&"compact".into()),
        "with its only compact spot out of service, the lot still has that class, and the sign has no entry for it"
    );
}

fn spot_put_back_is_given_and_counted_once(build: Subject) {
    let town = Town::open(build, compact(2));
    let first = SpotId::new(1, 1);
    for in_service in [true, false, false] {
        set(&town, first, in_service, "in the empty lot");
    }
    town.expect_counts("compact", 1, 0, "after L1-01 was taken out twice");
    for in_service in [true, true] {
        set(&town, first, in_service, "in the empty lot");
    }
    town.expect_counts("compact", 2, 0, "after L1-01 was taken out twice and put back twice");
    let ticket = town.parked("KA-01", "car");
    expect!(ticket.spot == first, "after L1-01 was put back, KA-01 was given {}, expected {first}", ticket.spot);
    set(&town, first, true, "where it was in service, with KA-01 on it");
    town.expect_counts("compact", 1, 1, "with KA-01 on L1-01, which was put into service once more");
    let given = town.parked("KA-02", "car").spot;
    expect!(given == SpotId::new(1, 2), "with KA-01 on L1-01, KA-02 was given {given}, expected L1-02");
}

fn occupied_spot_stays_in_service(build: Subject) {
    let town = Town::open(build, compact(1));
    let spot = SpotId::new(1, 1);
    for unknown in [SpotId::new(1, 2), SpotId::new(7, 1)] {
        let result = town.set_in_service(unknown, false);
        expect!(
            result == Err(ServiceError::UnknownSpot(unknown)),
            "set_in_service({unknown}, false), which the lot does not have: got {}, expected Err(UnknownSpot({unknown}))",
            result.brief()
        );
    }
    let ticket = town.parked("KA-01", "car");
    let result = town.set_in_service(spot, false);
    expect!(
        result == Err(ServiceError::Occupied(spot)),
        "set_in_service({spot}, false) while KA-01 stood on it: got {}, expected Err(Occupied({spot}))",
        result.brief()
    );
    town.expect_counts("compact", 0, 1, "after the occupied spot should have gone out of service");
    town.left(&ticket);
    town.expect_counts("compact", 1, 0, "after KA-01 left the spot that should have gone out of service");
    set(&town, spot, false, "once KA-01 had left");
    town.expect_counts("compact", 0, 0, "with the only spot out of service");
}
