//! What a stay costs, and by which clock.

use std::time::Duration;

use kata_suite::{Check, Level, expect, wall_reads};
use parking_lot_api::{Cents, Config, Tariff};

use crate::Subject;
use crate::town::Town;
use crate::words::length;

const NANOSECOND: Duration = Duration::from_nanos(1);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("started-hour-is-charged-in-full", "a started hour is charged in full")
            .level(Level::L3)
            .weight(2)
            .hint("59:59 is an hour, and so is a nanosecond.")
            .run(started_hour_is_charged_in_full),
        Check::behaviour("full-hour-does-not-begin-the-next", "a full hour does not begin the next")
            .level(Level::L3)
            .hint("60:00 is one hour, not two.")
            .run(full_hour_does_not_begin_the_next),
        Check::behaviour("short-stay-costs-the-minimum", "a short stay costs the minimum")
            .level(Level::L3)
            .hint("The minimum is a floor under the whole stay; it is not added to anything.")
            .run(short_stay_costs_the_minimum),
        Check::behaviour("day-costs-no-more-than-its-cap", "a day costs no more than its cap")
            .level(Level::L3)
            .hint("Where is the cap in your formula, and what does it hold down?")
            .run(day_costs_no_more_than_its_cap),
        Check::behaviour("each-day-is-capped-anew", "each day is capped anew")
            .level(Level::L3)
            .hint("25 hours are a day and an hour.")
            .run(each_day_is_capped_anew),
        Check::behaviour("fee-follows-the-class-of-the-vehicle", "the fee follows the class of the vehicle")
            .level(Level::L3)
            .hint("The tariff is looked up by the vehicle's class, whatever that is called and wherever it stands.")
            .run(fee_follows_the_class_of_the_vehicle),
        Check::behaviour("time-comes-from-the-clock-port", "time comes from the clock port")
            .level(Level::L4)
            .hint("Look for `Instant::now` and `SystemTime::now`.")
            .run(time_comes_from_the_clock_port),
    ]
}

/// Lets a vehicle of each class stay for each length, and compares what the gateway was asked for.
fn expect_fees(build: Subject, config: Config, what: &str, stays: &[(&str, Duration, u64)]) {
    let town = Town::open(build, config);
    for &(class, stay, cents) in stays {
        let ticket = town.parked("KA-01", class);
        town.wait(stay);
        let (fee, expected) = (town.left(&ticket).fee, Cents::new(cents));
        expect!(fee == expected, "a {class} stayed for {} at {what}: charged {fee}, expected {expected}", length(stay));
    }
}

fn one_spot(tariff: Tariff) -> Config {
    Config::default().level(1, ["compact"]).class("car", ["compact"], tariff)
}

fn started_hour_is_charged_in_full(build: Subject) {
    let minute = Duration::from_secs(60);
    expect_fees(
        build,
        one_spot(Tariff::cents(250, 0, 100_000)),
        "2.50 for each started hour",
        &[
            ("car", HOUR - Duration::from_secs(1), 250),
            ("car", minute, 250),
            ("car", NANOSECOND, 250),
            ("car", HOUR + minute, 500),
            ("car", HOUR + Duration::from_secs(1), 500),
            ("car", HOUR + NANOSECOND, 500),
            ("car", 5 * HOUR - NANOSECOND, 1250),
            ("car", 5 * HOUR + minute, 1500),
        ],
    );
}

fn full_hour_does_not_begin_the_next(build: Subject) {
    expect_fees(
        build,
        one_spot(Tariff::cents(250, 0, 100_000)),
        "2.50 for each started hour",
        &[("car", HOUR, 250), ("car", 2 * HOUR, 500), ("car", 7 * HOUR, 1750), ("car", DAY, 6000)],
    );
}

fn short_stay_costs_the_minimum(build: Subject) {
    expect_fees(
        build,
        one_spot(Tariff::cents(200, 450, 1200)),
        "2.00 for each started hour, at least 4.50 for the stay",
        &[
            ("car", Duration::ZERO, 450),
            ("car", NANOSECOND, 450),
            ("car", 2 * HOUR, 450),
            ("car", 3 * HOUR, 600),
            ("car", DAY + HOUR, 1400),
        ],
    );
    expect_fees(
        build,
        one_spot(Tariff::cents(3000, 0, 1000)),
        "30.00 for each started hour, at most 10.00 a day, with no minimum",
        &[("car", Duration::ZERO, 0), ("car", NANOSECOND, 1000), ("car", DAY, 1000)],
    );
    expect_fees(
        build,
        one_spot(Tariff::cents(2, 450, 1200)),
        "0.02 for each started hour, at least 4.50 for the stay",
        &[("car", 5 * HOUR, 450), ("car", DAY + HOUR, 450)],
    );
    expect_fees(
        build,
        one_spot(Tariff::cents(3000, 1000, 1000)),
        "10.00 a day, however short",
        &[("car", Duration::ZERO, 1000), ("car", 3 * HOUR, 1000), ("car", DAY, 1000), ("car", DAY + HOUR, 2000)],
    );
}

fn day_costs_no_more_than_its_cap(build: Subject) {
    expect_fees(
        build,
        one_spot(Tariff::cents(300, 0, 1000)),
        "3.00 for each started hour, at most 10.00 a day",
        &[
            ("car", 3 * HOUR, 900),
            ("car", 4 * HOUR, 1000),
            ("car", 23 * HOUR + Duration::from_secs(1), 1000),
            ("car", DAY, 1000),
        ],
    );
}

fn each_day_is_capped_anew(build: Subject) {
    expect_fees(
        build,
        one_spot(Tariff::cents(300, 0, 1000)),
        "3.00 for each started hour, at most 10.00 a day",
        &[
            ("car", DAY + NANOSECOND, 1300),
            ("car", DAY + 2 * HOUR, 1600),
            ("car", DAY + 7 * HOUR, 2000),
            ("car", 2 * DAY, 2000),
            ("car", 3 * DAY + HOUR + NANOSECOND, 3600),
            ("car", 300 * DAY + HOUR, 300_300),
        ],
    );
}

fn fee_follows_the_class_of_the_vehicle(build: Subject) {
    let config = Config::default()
        .level(1, ["plaza"])
        .class("rickshaw", ["plaza"], Tariff::cents(70, 20, 300))
        .class("bike", ["plaza"], Tariff::cents(900, 0, 90_000))
        .class("plaza", ["plaza"], Tariff::cents(110, 500, 1500));
    expect_fees(
        build,
        config,
        "the tariff of its class, on a spot that every class shares",
        &[
            ("rickshaw", 3 * HOUR, 210),
            ("bike", 3 * HOUR, 2700),
            ("plaza", 3 * HOUR, 500),
            ("rickshaw", 20 * HOUR, 300),
            ("bike", 20 * HOUR, 18_000),
            ("plaza", 20 * HOUR, 1500),
        ],
    );
}

fn time_comes_from_the_clock_port(build: Subject) {
    let town = Town::open(build, one_spot(Tariff::cents(200, 100, 2000)));
    let ticket = town.parked("KA-01", "car");
    town.wait(8 * HOUR);
    let fee = town.left(&ticket).fee;
    let lines = wall_reads();
    let seen = if lines.is_empty() {
        String::new()
    } else {
        format!(" (a clock of the machine is read at {})", lines.join(", "))
    };
    expect!(
        fee == Cents::new(1600),
        "stayed for 8:00:00 by the clock port, at 2.00 an hour: charged {fee}, expected 16.00{seen}"
    );
}
