//! Spots that go out of service while vehicles come: the extension.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{ParkError, ServiceError, SpotId};

use crate::Subject;
use crate::town::{Town, both, compact, levels, survived};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("spot-is-taken-or-out-of-service", "a spot is taken or out of service, never both")
            .level(Level::L6)
            .hint("Both look whether the spot is free, and both then change it.")
            .explore(spot_is_taken_or_out_of_service),
        Check::concurrency("spot-put-back-is-not-overlooked", "a spot that is put back is not overlooked")
            .level(Level::L6)
            .hint("A spot can become free in two ways, and a search that found nothing has to know of both.")
            .explore(spot_put_back_is_not_overlooked),
        Check::concurrency("sign-is-right-while-a-spot-is-put-back", "the sign is right while a spot is put back")
            .level(Level::L6)
            .hint("Two numbers that are read one after the other may be of two different moments. What follows from both?")
            .explore(sign_is_right_while_a_spot_is_put_back),
    ]
}

fn spot_is_taken_or_out_of_service(build: Subject) {
    let spot = SpotId::new(1, 1);
    let town = Town::open(build, compact(1));
    let (closed, parked) = both(
        ("keeper", town.does(move |town| town.set_in_service(spot, false))),
        ("driver-1", town.parking("KA-01", "car")),
    );
    let seen = format!("the keeper got {}, KA-01 {}", closed.brief(), parked.brief());
    let what = "KA-01 came to the only spot while it was taken out of service";
    match (&closed, &parked) {
        (Ok(()), Err(ParkError::Full)) => town.expect_counts("compact", 0, 0, &format!("after {what} ({seen})")),
        (Err(ServiceError::Occupied(_)), Ok(ticket)) => {
            town.expect_counts("compact", 0, 1, &format!("after {what} ({seen})"));
            town.left(ticket);
        }
        _ => kata_suite::complain(format!("{what}: {seen}, expected Ok and Err(Full), or Err(Occupied) and Ok")),
    }
    expect!(
        town.set_in_service(spot, true).is_ok() && town.park("KA-02", "car").is_ok(),
        "the spot was put back into service ({seen}), and KA-02 could not park on it"
    );
}

/// The only spot is put back and taken while somebody looks at the sign.
fn sign_is_right_while_a_spot_is_put_back(build: Subject) {
    let spot = SpotId::new(1, 1);
    let town = Town::open(build, compact(1));
    let closed = town.set_in_service(spot, false);
    expect!(closed.is_ok(), "set_in_service({spot}, false) in the empty lot: got {}, expected Ok", closed.brief());
    let look = |town: &Town| survived(|| town.lot.availability().of(&"compact".into()));
    let ((opened, parked), seen) = both(
        ("keeper", town.does(move |town| (town.set_in_service(spot, true), town.park("KA-01", "car")))),
        ("visitor", town.does(look)),
    );
    let what = format!("the only spot was put back ({}), and KA-01 came ({})", opened.brief(), parked.brief());
    let Ok(count) = seen else {
        kata_suite::complain(format!("{what}; meanwhile somebody looked at the sign: `availability` panicked"))
    };
    expect!(
        count.in_service <= 1 && count.free <= 1 && count.occupied <= 1,
        "{what}; meanwhile somebody looked at the sign: {}",
        count.brief()
    );
    town.expect_counts("compact", 0, 1, &what);
}

/// L1-01 is out of service, L2-01 is free. While a car looks for either of them, the first one is put back and a van takes the second.
fn spot_put_back_is_not_overlooked(build: Subject) {
    let spot = SpotId::new(1, 1);
    let town = Town::open(build, levels([(1, vec!["compact"]), (2, vec!["large"])]));
    let closed = town.set_in_service(spot, false);
    expect!(closed.is_ok(), "set_in_service({spot}, false) in the empty lot: got {}, expected Ok", closed.brief());
    let (car, (opened, van)) = both(
        ("driver-2", town.parking("KA-02", "car")),
        ("keeper", town.does(move |town| (town.set_in_service(spot, true), town.park("VA-01", "van")))),
    );
    let seen = format!("the car got {}, the keeper {}, the van {}", car.brief(), opened.brief(), van.brief());
    expect!(opened.is_ok(), "L1-01 was put back into service: {seen}");
    expect!(
        car.is_ok(),
        "a car came while L2-01 was free; then L1-01 was put back, and only then a van took L2-01; so one of the two was free \
         all the time: {seen}"
    );
}
