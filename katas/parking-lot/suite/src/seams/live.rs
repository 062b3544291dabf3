//! Who is asked, when, and with which facts.

use std::time::Duration;

use kata_suite::spies::{self, Crossing};
use kata_suite::{Check, Level, complain_with, expect, seams};
use parking_lot_api::{Config, Plate, SpotId, Ticket, Vehicle, VehicleClass};

use super::{allocation, pricing};
use crate::Subject;
use crate::town::{CAR_TARIFF, Town, VAN_TARIFF, compact};
use crate::words::length;

const HOUR: Duration = Duration::from_secs(3600);

/// Two that everybody knows, and one that nobody has heard of.
const CLASSES: [&str; 4] = ["car", "bike", "van", "zeppelin"];

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("allocation-is-asked-for-each-vehicle", "allocation is asked for each vehicle")
            .level(Level::L5)
            .weight(2)
            .hint("Who chooses the spot, and does the seam hear of it?")
            .run(allocation_is_asked_for_each_vehicle),
        Check::seams("pricing-is-asked-for-each-stay", "pricing is asked for each stay")
            .level(Level::L5)
            .weight(2)
            .hint("For which vehicles is the fee computed without the seam?")
            .run(pricing_is_asked_for_each_stay),
        Check::seams("allocation-chooses-among-what-is-free", "allocation chooses among what is free")
            .level(Level::L6)
            .hint("A policy can only be right if what it is shown is.")
            .run(allocation_chooses_among_what_is_free),
        Check::seams("pricing-is-told-of-the-real-stay", "pricing is told of the real stay")
            .level(Level::L6)
            .hint("Another policy may look at each of the facts, not only at those that yours uses.")
            .run(pricing_is_told_of_the_real_stay),
    ]
}

/// One level, where every class fits everywhere.
fn all_classes() -> Config {
    // One spot more than vehicles, so that there is always a choice.
    let level = Config::default().level(1, vec!["compact"; CLASSES.len() + 1]);
    CLASSES.into_iter().fold(level, |config, class| config.class(class, ["compact"], CAR_TARIFF))
}

fn allocation_is_asked_for_each_vehicle(build: Subject) {
    let town = Town::open(build, all_classes());
    allocation().watch();
    let calls = CLASSES.map(|class| {
        town.parked(class, class);
        (format!("park({class})"), format!("where to put a {class}"))
    });
    seams::live(allocation(), calls);
}

fn pricing_is_asked_for_each_stay(build: Subject) {
    let town = Town::open(build, all_classes());
    pricing().watch();
    let tickets = CLASSES.map(|class| (class, town.parked(class, class)));
    town.wait(HOUR);
    let calls = tickets.map(|(class, ticket)| {
        town.left(&ticket);
        (format!("exit({})", ticket.id), format!("what a {class} pays"))
    });
    seams::live(pricing(), calls);
}

/// Complains that a policy was told something that is not so.
fn misled(crossing: &Crossing, what: String) -> ! {
    complain_with(what, seams::lines(std::slice::from_ref(crossing)))
}

fn allocation_chooses_among_what_is_free(build: Subject) {
    spies::read::<SpotId>();
    spies::read::<Vehicle>();
    spies::read::<VehicleClass>();
    spies::read::<Plate>();
    let town = Town::open(build, compact(3));
    allocation().watch();
    let first = town.parked("KA-01", "car");
    let second = town.parked("KA-02", "car");
    town.left(&first);
    town.parked("KA-03", "car");
    for crossing in allocation().crossings_in("park(KA-02)") {
        expect_shown(&crossing, "KA-02", &first);
    }
    for crossing in allocation().crossings_in("park(KA-03)") {
        expect_shown(&crossing, "KA-03", &second);
    }
}

/// What `allocation` was shown when `plate` came, and only `inside` stood in the lot.
fn expect_shown(crossing: &Crossing, plate: &str, inside: &Ticket) {
    let came = Vehicle::new(plate, "car");
    if crossing.seen.all::<SpotId>().contains(&inside.spot) {
        let stands = &inside.vehicle.plate;
        misled(
            crossing,
            format!("{plate} came, and `allocation` was offered {}, on which {stands} stands", inside.spot),
        );
    }
    if let Some(other) = crossing.seen.all::<Vehicle>().into_iter().find(|vehicle| *vehicle != came) {
        misled(crossing, format!("{plate} came, and `allocation` was asked about {} ({})", other.plate, other.class));
    }
    if let Some(other) = crossing.seen.all::<Plate>().into_iter().find(|other| *other != came.plate) {
        misled(crossing, format!("{plate} came, and `allocation` was asked about {other}"));
    }
    if let Some(other) = crossing.seen.all::<VehicleClass>().into_iter().find(|class| *class != came.class) {
        misled(crossing, format!("a car came, and `allocation` was asked about a {other}"));
    }
}

fn pricing_is_told_of_the_real_stay(build: Subject) {
    spies::read::<Duration>();
    spies::read::<Ticket>();
    spies::read::<Vehicle>();
    spies::read::<VehicleClass>();
    let config = Config::default().level(1, ["large", "large"]);
    let config = config.class("car", ["large"], CAR_TARIFF).class("van", ["large"], VAN_TARIFF);
    let town = Town::open(build, config);
    pricing().watch();
    let (car, van) = (town.parked("KA-01", "car"), town.parked("KA-02", "van"));
    // No full hours: rounding is a decision, and pricing's own.
    let (short, long) = (Duration::from_secs(9_000), Duration::from_secs(13_500));
    town.wait(short);
    town.left(&van);
    town.wait(long - short);
    town.left(&car);
    for (ticket, stay) in [(&van, short), (&car, long)] {
        for crossing in pricing().crossings_in(&format!("exit({})", ticket.id)) {
            expect_told(&crossing, ticket, stay);
        }
    }
}

/// What `pricing` was told when `ticket` was used after `stay`.
fn expect_told(crossing: &Crossing, ticket: &Ticket, stay: Duration) {
    let (plate, class) = (&ticket.vehicle.plate, &ticket.vehicle.class);
    if let Some(other) = crossing.seen.all::<Duration>().into_iter().find(|told| *told != stay) {
        let (other, stay) = (length(other), length(stay));
        misled(crossing, format!("{plate} left after {stay}, and `pricing` was told of a stay of {other}"));
    }
    if let Some(other) = crossing.seen.all::<Ticket>().into_iter().find(|other| other != ticket) {
        misled(crossing, format!("{plate} left, and `pricing` was shown the ticket of {}", other.vehicle.plate));
    }
    let vehicles = crossing.seen.all::<Vehicle>().into_iter().map(|vehicle| vehicle.class);
    let mut classes = vehicles.chain(crossing.seen.all::<VehicleClass>());
    if let Some(other) = classes.find(|other| other != class) {
        misled(crossing, format!("a {class} left, and `pricing` was told of a {other}"));
    }
    expect!(crossing.answered, "{plate} left, and `pricing` did not answer");
}
