//! Several drivers at the entrance: who is given which spot, and who may be told that the lot is full.

use kata_suite::{Check, Level, expect};
use parking_lot_api::{ParkError, Ticket};

use crate::Subject;
use crate::town::{Town, all_three, both, compact, levels};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("last-spot-has-one-winner", "the last spot has exactly one winner")
            .level(Level::L4)
            .weight(2)
            .hint("Between finding a spot and taking it, who else may find it?")
            .explore(last_spot_has_one_winner),
        Check::concurrency("two-spots-serve-two-drivers", "two free spots serve two drivers at once")
            .level(Level::L4)
            .hint("A driver who loses one spot to another driver has not lost the second spot.")
            .explore(two_spots_serve_two_drivers),
        Check::concurrency("two-classes-never-share-a-spot", "vehicles of two classes never share a spot")
            .level(Level::L4)
            .hint("Whatever guards a spot has to be the same for every class that fits on it.")
            .explore(two_classes_never_share_a_spot),
        Check::concurrency("full-is-said-only-of-a-full-lot", "full is said only of a lot that was full")
            .level(Level::L5)
            .hint("A search from spot to spot, or level to level, looks at each of them at another time.")
            .explore(full_is_said_only_of_a_full_lot),
        Check::concurrency(
            "refused-vehicle-takes-no-spot-meanwhile",
            "a vehicle that is refused takes no spot meanwhile",
        )
        .level(Level::L5)
        .hint("An error changes nothing, not even for a moment.")
        .explore(refused_vehicle_takes_no_spot_meanwhile),
        Check::concurrency("one-plate-is-let-in-once", "one plate at two entrances is let in once")
            .level(Level::L4)
            .hint("Looking a plate up and writing it down are one step, or they are a race.")
            .explore(one_plate_is_let_in_once),
        Check::concurrency("tickets-issued-at-once-differ", "tickets that are issued at once differ")
            .level(Level::L4)
            .hint("How is the next ticket's number made?")
            .explore(tickets_issued_at_once_differ),
        Check::concurrency("freed-spot-goes-to-one-driver", "a spot being freed goes to one driver")
            .level(Level::L4)
            .hint("When is the spot free for others: before, while, or after the ticket is taken out?")
            .explore(freed_spot_goes_to_one_driver),
        Check::concurrency("entrance-and-exit-never-deadlock", "entrance and exit never wait for each other for ever")
            .level(Level::L4)
            .weight(2)
            .hint("If two locks are ever held together, everybody takes them in the same order.")
            .explore(entrance_and_exit_never_deadlock),
    ]
}

type Parked = Result<Ticket, ParkError>;

fn last_spot_has_one_winner(build: Subject) {
    let town = Town::open(build, compact(1));
    let (first, second) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("KA-02", "car")));
    let seen = format!("KA-01 got {}, KA-02 got {}", first.brief(), second.brief());
    match (&first, &second) {
        (Ok(_), Ok(_)) => kata_suite::complain(format!("two drivers were both let in to the last spot: {seen}")),
        (Err(_), Err(_)) => {
            kata_suite::complain(format!("two drivers wanted the last spot, and neither got it: {seen}"))
        }
        (Ok(_), Err(loser)) | (Err(loser), Ok(_)) => {
            expect!(*loser == ParkError::Full, "of two drivers at the last spot, the loser is told Full: {seen}");
        }
    }
    town.expect_counts("compact", 0, 1, "after two drivers wanted the last spot");
}

fn two_spots_serve_two_drivers(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("KA-02", "car")));
    let seen = format!("KA-01 got {}, KA-02 got {}", first.brief(), second.brief());
    match (first, second) {
        (Ok(first), Ok(second)) => expect!(first.spot != second.spot, "two drivers were given one spot: {seen}"),
        _ => kata_suite::complain(format!("two drivers came to two free spots, and one was turned away: {seen}")),
    }
    town.expect_counts("compact", 0, 2, "after two drivers came to two free spots");
}

fn two_classes_never_share_a_spot(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["large"])]));
    let (car, van) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("VA-01", "van")));
    let seen = format!("the car got {}, the van {}", car.brief(), van.brief());
    let told_full = |parked: &Parked| *parked == Err(ParkError::Full);
    expect!(
        (car.is_ok() && told_full(&van)) || (van.is_ok() && told_full(&car)),
        "a car and a van came to the last spot, on which both fit: {seen}, expected one ticket and one Err(Full)"
    );
    town.expect_counts("large", 0, 1, "after a car and a van came to the last spot");
}

/// L1-01 compact is taken, L2-01 large is free. While a car looks for either of them, the first one is freed and a van takes the
/// second: at each instant there is a spot for the car, unless the car itself has one.
fn full_is_said_only_of_a_full_lot(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact"]), (2, vec!["large"])]));
    let inside = town.parked("KA-01", "car");
    let (car, (left, van)) = both(
        ("driver-2", town.parking("KA-02", "car")),
        ("driver-1", town.does(move |town| (town.exit(inside.id), town.park("VA-01", "van")))),
    );
    let seen = format!("the car got {}, the exit {}, the van {}", car.brief(), left.brief(), van.brief());
    expect!(
        car.is_ok(),
        "a car came while L2-01 was free; then L1-01 was freed, and only then a van took L2-01; so one of the two was free all \
         the time: {seen}"
    );
    expect!(left.is_ok(), "KA-01 left with a good ticket: {seen}");
    let car_is_in_the_way = car.is_ok_and(|ticket| ticket.spot.level == 2);
    expect!(
        van.is_ok() != car_is_in_the_way,
        "the van fits on L2-01 only, and is turned away if and only if the car stands there: {seen}"
    );
}

fn refused_vehicle_takes_no_spot_meanwhile(build: Subject) {
    let town = Town::open(build, compact(2));
    town.parked("KA-01", "car");
    let (again, other) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("KA-02", "car")));
    let seen = format!("KA-01 got {}, KA-02 {}", again.brief(), other.brief());
    expect!(
        again == Err(ParkError::AlreadyParked("KA-01".into())),
        "KA-01 was inside and came to the entrance once more: {seen}, expected Err(AlreadyParked(KA-01))"
    );
    expect!(
        other.is_ok(),
        "KA-02 came while one of two spots was free; KA-01, which was inside already and came once more, is no reason to be turned \
         away: {seen}"
    );
    town.expect_counts("compact", 0, 2, "after KA-01 was refused and KA-02 let in");
}

fn one_plate_is_let_in_once(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("KA-01", "car")));
    let seen = format!("got {} and {}", first.brief(), second.brief());
    let refusal = Err(ParkError::AlreadyParked("KA-01".into()));
    expect!(
        (first.is_ok() && second == refusal) || (second.is_ok() && first == refusal),
        "KA-01 came to two entrances at once, with two spots free: {seen}, expected one ticket and one \
         Err(AlreadyParked(KA-01))"
    );
    town.expect_counts("compact", 1, 1, "after KA-01 came to two entrances at once");
}

fn tickets_issued_at_once_differ(build: Subject) {
    let town = Town::open(build, compact(2));
    let (first, second) = both(("driver-1", town.parking("KA-01", "car")), ("driver-2", town.parking("KA-02", "car")));
    let (Ok(first), Ok(second)) = (&first, &second) else {
        let seen = format!("got {} and {}", first.brief(), second.brief());
        kata_suite::complain(format!("two drivers came to two free spots: {seen}"))
    };
    expect!(first.id != second.id, "KA-01 and KA-02 were both given the ticket {}", first.id);
    for ticket in [first, second] {
        let receipt = town.left(ticket);
        expect!(
            receipt.ticket == *ticket,
            "{} left with its ticket {}, and got the receipt of {}",
            ticket.vehicle.plate,
            ticket.id,
            receipt.ticket.vehicle.plate
        );
    }
}

fn freed_spot_goes_to_one_driver(build: Subject) {
    let town = Town::open(build, compact(1));
    let inside = town.parked("KA-01", "car");
    let (left, first, second) = all_three(
        ("driver-1", town.leaving(&inside)),
        ("driver-2", town.parking("KA-02", "car")),
        ("driver-3", town.parking("KA-03", "car")),
    );
    let seen = format!("the exit got {}, KA-02 {}, KA-03 {}", left.brief(), first.brief(), second.brief());
    expect!(left.is_ok(), "KA-01 left with a good ticket: {seen}");
    let told_full = |parked: &Parked| *parked == Err(ParkError::Full);
    expect!(
        told_full(&first) || told_full(&second),
        "one spot was freed, and two drivers came; at least one of them has to be told Full: {seen}"
    );
    let inside = u32::from(first.is_ok()) + u32::from(second.is_ok());
    town.expect_counts(
        "compact",
        1 - inside,
        inside,
        &format!("after the spot was freed and two drivers came ({seen})"),
    );
}

fn entrance_and_exit_never_deadlock(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact", "large"]), (2, vec!["large"])]));
    let car = town.parked("KA-01", "car");
    let (left, van, second) = all_three(
        ("driver-1", town.leaving(&car)),
        ("driver-2", town.parking("VA-01", "van")),
        ("driver-3", town.parking("KA-02", "car")),
    );
    let seen = format!("the exit got {}, the van {}, the car {}", left.brief(), van.brief(), second.brief());
    let (Ok(_), Ok(van), Ok(second)) = (left, van, second) else {
        kata_suite::complain(format!("there was room for everybody: {seen}"))
    };
    expect!(van.spot != second.spot, "two vehicles were given one spot: {seen}");
}
