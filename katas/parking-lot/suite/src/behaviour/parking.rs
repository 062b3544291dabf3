//! The entrance: which spot a vehicle is given, and who is turned away.

use std::collections::BTreeSet;
use std::time::Duration;

use kata_suite::{Check, Level, expect, expect_eq};
use parking_lot_api::{Clock, Config, Level as Storey, ParkError, Spot, SpotId, Tariff, Vehicle};

use crate::Subject;
use crate::town::{CAR_TARIFF, Town, compact, levels};
use crate::words::{Brief, expect_same};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("nearest-spot-is-given-first", "the nearest spot is given first")
            .level(Level::L3)
            .weight(2)
            .hint("The config lists levels and spots in no particular order, and level 10 comes after level 2.")
            .run(nearest_spot_is_given_first),
        Check::behaviour("freed-spot-is-given-again-in-order", "a freed spot is given again, in order")
            .level(Level::L3)
            .hint("What decides which of two freed spots is next: where it is, or when it was freed?")
            .run(freed_spot_is_given_again_in_order),
        Check::behaviour("vehicle-goes-only-where-it-fits", "a vehicle goes only where it fits")
            .level(Level::L3)
            .weight(2)
            .hint("The classes are those of the config; there is no list of them in the code.")
            .run(vehicle_goes_only_where_it_fits),
        Check::behaviour("class-without-tariff-is-not-let-in", "a class without a tariff is not let in")
            .level(Level::L3)
            .hint("See the errors of `park`, and their order.")
            .run(class_without_tariff_is_not_let_in),
        Check::behaviour("full-is-refused-and-changes-nothing", "a full lot refuses and changes nothing")
            .level(Level::L3)
            .weight(2)
            .hint("A vehicle for which nothing is free gets an error, and nothing else moves.")
            .run(full_is_refused_and_changes_nothing),
        Check::behaviour("refused-vehicle-may-try-again", "a vehicle that was refused may try again")
            .level(Level::L3)
            .hint("What had `park` written down when it found no spot?")
            .run(refused_vehicle_may_try_again),
        Check::behaviour("plate-is-parked-once", "a plate is parked once at a time")
            .level(Level::L3)
            .hint("The same plate a second time is refused before a spot is looked for.")
            .run(plate_is_parked_once),
        Check::behaviour("vehicle-that-left-may-come-back", "a vehicle that left may come back")
            .level(Level::L3)
            .hint("A second stay is a new ticket; the first one stays void.")
            .run(vehicle_that_left_may_come_back),
        Check::behaviour("ticket-is-never-issued-twice", "no ticket is issued twice")
            .level(Level::L3)
            .hint("A number that is made from the spot, the plate or the count of vehicles comes round again.")
            .run(ticket_is_never_issued_twice),
        Check::behaviour("ticket-says-who-where-and-when", "a ticket says who is parked where since when")
            .level(Level::L3)
            .hint("Compare the fields of `Ticket` with what you put into them.")
            .run(ticket_says_who_where_and_when),
    ]
}

fn nearest_spot_is_given_first(build: Subject) {
    let spots = |numbers: &[u32]| numbers.iter().map(|&number| Spot { number, class: "compact".into() }).collect();
    let storey = |number, numbers: &[u32]| Storey { number, spots: spots(numbers) };
    let config = Config {
        levels: vec![storey(10, &[1]), storey(2, &[11, 3, 2, 10, 1]), storey(1, &[7, 30, 4])],
        ..Config::default()
    };
    let config = config.class("car", ["compact"], CAR_TARIFF);
    let order = [(1, 4), (1, 7), (1, 30), (2, 1), (2, 2), (2, 3), (2, 10), (2, 11), (10, 1)];
    // Twice, since an order that comes from a hash map is right now and then.
    for round in ["", " of a second lot like it"] {
        let town = Town::open(build, config.clone());
        for (nth, (level, number)) in order.into_iter().enumerate() {
            let expected = SpotId::new(level, number);
            let given = town.parked(&format!("KA-{:02}", nth + 1), "car").spot;
            expect!(
                given == expected,
                "vehicle {} was given {given}{round}; the nearest free spot was {expected}",
                nth + 1
            );
        }
    }
}

fn freed_spot_is_given_again_in_order(build: Subject) {
    let town = Town::open(build, compact(5));
    let tickets = ["KA-01", "KA-02", "KA-03", "KA-04"].map(|plate| town.parked(plate, "car"));
    for freed in [1, 0, 2] {
        town.left(&tickets[freed]);
    }
    for (plate, number) in [("KA-11", 1), ("KA-12", 2), ("KA-13", 3), ("KA-14", 5)] {
        let (given, expected) = (town.parked(plate, "car").spot, SpotId::new(1, number));
        expect!(
            given == expected,
            "L1-02, L1-01 and L1-03 were freed in that order, L1-05 was free before: {plate} was given {given}, \
             expected {expected}"
        );
    }
}

fn vehicle_goes_only_where_it_fits(build: Subject) {
    let fare = Tariff::cents(100, 100, 1000);
    let mut config = Config::default()
        .level(1, ["berth", "ice", "plaza", "berth"])
        .level(2, ["ice", "plaza"])
        .class("sledge", ["ice"], fare)
        .class("skiff", ["berth"], fare)
        .class("hovercraft", ["berth", "ice", "plaza"], fare)
        .class("blimp", [], fare);
    config.tariffs.insert("kite".into(), fare);
    let town = Town::open(build, config);
    let steps = [
        ("SL-1", "sledge", Some((1, 2))),
        ("SL-2", "sledge", Some((2, 1))),
        ("SL-3", "sledge", None),
        ("HO-1", "hovercraft", Some((1, 1))),
        ("SK-1", "skiff", Some((1, 4))),
        ("SK-2", "skiff", None),
        ("HO-2", "hovercraft", Some((1, 3))),
        ("BL-1", "blimp", None),
        ("KI-1", "kite", None),
        ("HO-3", "hovercraft", Some((2, 2))),
        ("HO-4", "hovercraft", None),
    ];
    for (plate, class, spot) in steps {
        let result = town.park(plate, class);
        let expected =
            spot.map_or("Err(Full)".to_owned(), |(level, number)| format!("Ok({})", SpotId::new(level, number)));
        expect!(
            result.brief() == expected,
            "parked {plate}, a {class}, by a config in which sledges fit on ice, skiffs on berths, hovercraft on both and on \
             plazas, and blimps nowhere, while kites have a tariff but are not listed: got {}, expected {expected}",
            result.brief()
        );
    }
}

fn class_without_tariff_is_not_let_in(build: Subject) {
    let town = Town::open(build, compact(1));
    let expected = Err(ParkError::UnknownClass("tank".into()));
    let when = "parked TA-01, whose class has no tariff";
    let result = town.park("TA-01", "tank");
    expect!(result == expected, "{when}: got {}, expected {}", result.brief(), expected.brief());
    town.expect_counts("compact", 1, 0, "after TA-01 was not let in");

    town.parked("KA-01", "car");
    for plate in ["TA-01", "KA-01"] {
        let result = town.park(plate, "tank");
        let expected = "Err(UnknownClass(tank))";
        expect!(
            result.brief() == expected,
            "parked {plate} as a tank, which has no tariff, on the full lot: got {}, expected {expected}, the first of the \
             errors that apply",
            result.brief()
        );
    }
}

fn full_is_refused_and_changes_nothing(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact", "large"]), (2, vec!["compact"])]));
    town.parked("VA-01", "van");
    let result = town.park("VA-02", "van");
    expect!(
        result == Err(ParkError::Full),
        "parked the van VA-02 while the only large spot was taken: got {}, expected Err(Full)",
        result.brief()
    );
    town.expect_counts("large", 0, 1, "after the van VA-02 was refused");
    town.expect_counts("compact", 2, 0, "after the van VA-02 was refused");
    let _inside = ["KA-01", "KA-02"].map(|plate| town.parked(plate, "car"));
    let result = town.park("KA-03", "car");
    expect!(result == Err(ParkError::Full), "parked KA-03 on the full lot: got {}, expected Err(Full)", result.brief());
}

fn refused_vehicle_may_try_again(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["large"]), (2, vec!["compact"])]));
    let van = town.parked("VA-01", "van");
    let car = town.parked("KA-01", "car");
    let _refused = (town.park("VA-02", "van"), town.park("KA-02", "car"));
    town.left(&van);
    town.left(&car);
    for (plate, class, freed) in [("VA-02", "van", van.spot), ("KA-02", "car", car.spot)] {
        let result = town.park(plate, class);
        let spot = result.as_ref().map(|ticket| ticket.spot);
        expect!(
            spot == Ok(freed),
            "parked {plate}, which had found the lot full, again once {freed} was free: got {}, expected Ok({freed})",
            result.brief()
        );
    }
}

fn plate_is_parked_once(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact", "large"])]));
    town.parked("KA-01", "car");
    for class in ["car", "van"] {
        let result = town.park("KA-01", class);
        expect!(
            result == Err(ParkError::AlreadyParked("KA-01".into())),
            "parked KA-01 as a {class} while KA-01 was inside: got {}, expected Err(AlreadyParked(KA-01))",
            result.brief()
        );
    }
    town.expect_counts("large", 1, 0, "after KA-01 was refused a second spot");
    town.parked("KA-02", "car");
    let result = town.park("KA-01", "car");
    expect!(
        result == Err(ParkError::AlreadyParked("KA-01".into())),
        "parked KA-01 a second time, on the full lot: got {}, expected Err(AlreadyParked(KA-01)), the first of the errors \
         that apply",
        result.brief()
    );
}

fn vehicle_that_left_may_come_back(build: Subject) {
    let town = Town::open(build, compact(2));
    let first = town.parked("KA-01", "car");
    town.left(&first);
    town.wait(Duration::from_secs(3600));
    let second = match town.park("KA-01", "car") {
        Ok(ticket) => ticket,
        refused => kata_suite::complain(format!("parked KA-01 again after it had left: got {}", refused.brief())),
    };
    expect!(second.id != first.id, "KA-01 came back and was given the ticket {} again", first.id);
    let result = town.exit(first.id);
    expect!(
        result.brief() == "Err(InvalidTicket)",
        "left with the ticket of the first stay of KA-01 during its second: got {}, expected Err(InvalidTicket)",
        result.brief()
    );
    town.expect_counts("compact", 1, 1, "during the second stay of KA-01");
    let receipt = town.left(&second);
    expect_same(receipt.ticket.parked_at, second.parked_at, "the second stay of KA-01 began");
}

fn ticket_is_never_issued_twice(build: Subject) {
    let town = Town::open(build, levels([(1, vec!["compact", "compact"]), (2, vec!["compact", "compact"])]));
    let mut issued = BTreeSet::new();
    for round in 0..3 {
        let tickets = ["KA-01", "KA-02", "KA-03", "KA-04"].map(|plate| town.parked(plate, "car"));
        for ticket in &tickets {
            let plate = &ticket.vehicle.plate;
            expect!(
                issued.insert(ticket.id),
                "{plate} was given the ticket {}, which had been issued before",
                ticket.id
            );
        }
        // The next round must not be able to count on how many are inside.
        for ticket in tickets.iter().skip(round % 2) {
            town.left(ticket);
        }
        for ticket in tickets.iter().take(round % 2) {
            town.left(ticket);
        }
    }
}

fn ticket_says_who_where_and_when(build: Subject) {
    let town = Town::open(build, levels([(3, vec!["compact", "large"])]));
    town.wait(Duration::from_secs(12_345));
    let opened = town.clock.now();
    for (plate, class, number) in [("VA-01", "van", 2), ("KA-01", "car", 1)] {
        let ticket = town.parked(plate, class);
        expect_eq!(ticket.vehicle, Vehicle::new(plate, class), "the vehicle on the ticket of {plate}");
        expect_same(ticket.spot, SpotId::new(3, number), format!("the spot on the ticket of {plate}"));
        expect_same(ticket.parked_at, opened, format!("the beginning of the stay on the ticket of {plate}"));
    }
}
