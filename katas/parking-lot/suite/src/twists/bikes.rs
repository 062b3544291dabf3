//! Several bikes share one spot.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, expect, expect_eq};
use parking_lot_api::twists::bikes::{BikeParkingLot, Bikes};
use parking_lot_api::{Config, ParkError, ServiceError, SpotId, Tariff, Ticket};

use crate::Subject;
use crate::town::{CAR_TARIFF, Town, both};
use crate::words::{Brief, expect_same};

/// What `kata.toml` calls it.
const TWIST: &str = "bikes";

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "bikes-share-a-spot", "as many bikes share a spot as the lot says, and no car joins them")
            .level(Level::L4)
            .weight(2)
            .hint("Which class shares, and how many of it, comes from outside.")
            .run(bikes_share_a_spot),
        Check::twist(TWIST, "a-shared-spot-is-filled-first", "a shared spot is filled before another one is started")
            .level(Level::L4)
            .hint("A free spot may be nearer. It is for the cars.")
            .run(a_shared_spot_is_filled_first),
        Check::twist(
            TWIST,
            "the-last-bike-frees-the-spot",
            "a spot is free when the last bike has left, and not before",
        )
        .level(Level::L4)
        .hint("What does an exit have to know of the others on its spot?")
        .run(the_last_bike_frees_the_spot),
        Check::twist(TWIST, "room-is-told-for-each-class", "the lot tells how much room each class has")
            .level(Level::L5)
            .hint("A free spot is room for several bikes, and for one car.")
            .run(room_is_told_for_each_class),
        Check::twist(
            TWIST,
            "last-place-beside-bikes-has-one-winner",
            "the last place beside other bikes has one winner",
        )
        .level(Level::L5)
        .weight(2)
        .hint("Finding a spot with room and standing on it are one step, or they are a race.")
        .explore(last_place_beside_bikes_has_one_winner),
        Check::twist(TWIST, "bikes-that-leave-at-once-free-their-spot", "bikes that leave at once free their spot")
            .level(Level::L5)
            .weight(2)
            .hint("Two exits count down the same number.")
            .explore(bikes_that_leave_at_once_free_their_spot),
    ]
}

/// A lot in which bikes share spots.
struct Yard {
    town: Town,
    lot: Arc<dyn BikeParkingLot>,
    class: &'static str,
}

impl Yard {
    /// One level with this many spots, which fit cars and bikes. What a bike is called is up to the check.
    fn open(build: Subject, spots: usize, class: &'static str, per_spot: u32) -> Yard {
        let build = attempted_twist(TWIST, build.bikes);
        let config = Config::default().level(1, vec!["compact"; spots]);
        let config = config.class("car", ["compact"], CAR_TARIFF).class(class, ["compact"], Tariff::cents(50, 50, 400));
        let config = config.class("bus", [], CAR_TARIFF);
        let bikes = Bikes { class: class.into(), per_spot };
        let (town, lot) = super::open(|ports| build(config, ports, bikes), |lot| lot);
        Yard { town, lot, class }
    }

    /// A bike asks to be let in, and is given this spot.
    fn expect_bike_on(&self, plate: &str, number: u32, when: &str) -> Ticket {
        let ticket = self.town.parked(plate, self.class);
        expect_same(ticket.spot, SpotId::new(1, number), format!("the spot for the {} {plate}, {when}", self.class));
        ticket
    }

    /// A car asks to be let in, and is told that the lot is full.
    fn expect_no_car(&self, when: &str) {
        let result = self.town.park("KA-99", "car");
        expect!(result == Err(ParkError::Full), "parked a car {when}: got {}, expected Err(Full)", result.brief());
    }

    fn expect_room(&self, class: &str, expected: u32, when: &str) {
        let what = format!("room_for({class})");
        let seen = call(&what, || self.lot.room_for(&class.into()));
        expect_eq!(seen, expected, "{what} {when}");
    }
}

fn bikes_share_a_spot(build: Subject) {
    for (class, per_spot) in [("bike", 4), ("cargo-bike", 2)] {
        let yard = Yard::open(build, 2, class, per_spot);
        let together = format!("of which {per_spot} share a spot");
        let mut tickets: Vec<Ticket> =
            (1..=per_spot).map(|nth| yard.expect_bike_on(&format!("BI-{nth:02}"), 1, &together)).collect();
        yard.town.expect_counts("compact", 1, 1, &format!("with {per_spot} on one spot"));
        let car = yard.town.parked("KA-01", "car");
        expect_same(car.spot, SpotId::new(1, 2), "the spot for a car, with the first one full of bikes");
        let result = yard.town.park("BI-99", class);
        expect!(
            result == Err(ParkError::Full),
            "parked one {class} more than {per_spot}: got {}, expected Err(Full)",
            result.brief()
        );
        tickets.sort_by_key(|ticket| ticket.id);
        tickets.dedup_by_key(|ticket| ticket.id);
        expect_eq!(tickets.len(), per_spot as usize, "different tickets for {per_spot} that share a spot");
    }
}

fn a_shared_spot_is_filled_first(build: Subject) {
    let yard = Yard::open(build, 2, "bike", 2);
    let car = yard.town.parked("KA-01", "car");
    let first = yard.expect_bike_on("BI-01", 2, "after a car on the first spot");
    yard.town.left(&car);
    yard.expect_bike_on("BI-02", 2, "with a bike there, and the first spot free");
    yard.expect_bike_on("BI-03", 1, "with the second spot full of bikes");
    yard.town.left(&first);
    yard.expect_bike_on("BI-04", 1, "with one bike on each of two spots");
    yard.expect_bike_on("BI-05", 2, "with the first spot full of bikes");

    let yard = Yard::open(build, 2, "bike", 3);
    let near = ["BI-01", "BI-02", "BI-03"].map(|plate| yard.expect_bike_on(plate, 1, "with room for three on a spot"));
    let _far = ["BI-04", "BI-05"].map(|plate| yard.expect_bike_on(plate, 2, "with the first spot full of bikes"));
    near[..2].iter().for_each(|ticket| drop(yard.town.left(ticket)));
    yard.expect_bike_on("BI-06", 1, "with one bike on the first spot and two on the second");
}

fn the_last_bike_frees_the_spot(build: Subject) {
    let yard = Yard::open(build, 1, "bike", 3);
    let [first, second] = ["BI-01", "BI-02"].map(|plate| yard.expect_bike_on(plate, 1, "the only one"));
    yard.expect_no_car("on a spot with two bikes");
    yard.town.left(&first);
    yard.town.expect_counts("compact", 0, 1, "after the first of two bikes had left");
    yard.expect_no_car("on a spot with one bike");
    let result = yard.town.lot.set_in_service(first.spot, false);
    let stands = matches!(result, Err(ServiceError::Occupied(_) | ServiceError::Unsupported));
    expect!(stands, "took a spot out of service on which a bike stood: got {}", result.brief());
    yard.town.left(&second);
    yard.town.expect_counts("compact", 1, 0, "after the last bike had left");
    yard.town.parked("KA-01", "car");
    let result = yard.town.park("BI-03", "bike");
    expect!(result == Err(ParkError::Full), "parked a bike where a car stood: got {}", result.brief());
}

fn room_is_told_for_each_class(build: Subject) {
    let yard = Yard::open(build, 3, "bike", 4);
    let expect = |bikes, cars, when: &str| {
        yard.expect_room("bike", bikes, when);
        yard.expect_room("car", cars, when);
        yard.expect_room("bus", 0, &format!("{when}, which fits nowhere"));
        yard.expect_room("tram", 0, &format!("{when}, which nobody knows"));
    };
    expect(12, 3, "in an empty lot of three spots");
    let bike = yard.expect_bike_on("BI-01", 1, "in an empty lot");
    expect(11, 2, "with one bike inside");
    let car = yard.town.parked("KA-01", "car");
    expect(7, 1, "with a bike and a car inside");
    yard.town.left(&bike);
    expect(8, 2, "with a car inside");
    yard.town.left(&car);
    expect(12, 3, "after all had left");
}

fn last_place_beside_bikes_has_one_winner(build: Subject) {
    let yard = Yard::open(build, 1, "bike", 2);
    yard.expect_bike_on("BI-01", 1, "the only one");
    let (first, second) =
        both(("rider-1", yard.town.parking("BI-02", "bike")), ("rider-2", yard.town.parking("BI-03", "bike")));
    let seen = format!("BI-02 got {}, BI-03 got {}", first.brief(), second.brief());
    let winners = [&first, &second].into_iter().filter(|result| result.is_ok()).count();
    expect!(winners == 1, "two bikes came to the last place on a shared spot: {seen}");
    let loser = [first, second].into_iter().find(Result::is_err);
    expect!(loser == Some(Err(ParkError::Full)), "of two bikes at the last place, the loser is told Full: {seen}");
    yard.expect_room("bike", 0, "after the last place was taken");
}

fn bikes_that_leave_at_once_free_their_spot(build: Subject) {
    let yard = Yard::open(build, 1, "bike", 2);
    let [one, two] = ["BI-01", "BI-02"].map(|plate| yard.expect_bike_on(plate, 1, "the only one"));
    let (first, second) = both(("rider-1", yard.town.leaving(&one)), ("rider-2", yard.town.leaving(&two)));
    let seen = format!("BI-01 got {}, BI-02 got {}", first.brief(), second.brief());
    expect!(first.is_ok() && second.is_ok(), "two bikes left at once: {seen}");
    yard.town.expect_counts("compact", 1, 0, "after both bikes left at once");
    yard.expect_room("bike", 2, "after both bikes left at once");
}
