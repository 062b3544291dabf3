//! What the suite asks, as far as plain tests can ask it: the tests that a candidate would write with cargo alone.
//!
//! `bench` puts this file into a crate with a solution, as a `#[cfg(test)]` module, and measures `cargo test` beside our
//! verdicts. Stress loops stand in for what the suite explores.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use parking_lot_api::kit::{ManualClock, RecordingGateway, RecordingObserver, ports};
use parking_lot_api::{
    Cents, Config, Count, ExitError, LotEvent, ParkError, ParkingLot, SpotId, Tariff, TicketId, Vehicle,
};

use crate::{Seams, build};

const HOUR: u64 = 3600;
const ROUNDS: usize = 500;

struct Town {
    lot: Arc<dyn ParkingLot>,
    clock: Arc<ManualClock>,
    gateway: Arc<RecordingGateway>,
}

fn town_of(config: Config) -> Town {
    let (clock, gateway) = (ManualClock::new(), RecordingGateway::new());
    let seams = Seams::new(&config);
    Town { lot: build(config, ports(&clock, &gateway), seams), clock, gateway }
}

/// L1-01 compact, L1-02 large, L2-01 compact. Cars fit on both classes, vans on large spots only.
fn town() -> Town {
    let config = Config::default()
        .level(2, ["compact"])
        .level(1, ["compact", "large"])
        .class("car", ["compact", "large"], Tariff::cents(200, 100, 1200))
        .class("van", ["large"], Tariff::cents(350, 500, 2000));
    town_of(config)
}

fn car(plate: &str) -> Vehicle {
    Vehicle::new(plate, "car")
}

fn van(plate: &str) -> Vehicle {
    Vehicle::new(plate, "van")
}

fn fee_after(seconds: u64, vehicle: Vehicle) -> Cents {
    let Town { lot, clock, .. } = town();
    let ticket = lot.park(vehicle).unwrap();
    clock.advance(Duration::from_secs(seconds));
    lot.exit(ticket.id).unwrap().fee
}

#[test]
fn the_lowest_level_and_then_the_lowest_spot_is_given() {
    let lot = town().lot;
    let spots = ["KA-01", "KA-02", "KA-03"].map(|plate| lot.park(car(plate)).unwrap().spot);
    assert_eq!(spots, [SpotId::new(1, 1), SpotId::new(1, 2), SpotId::new(2, 1)]);
}

#[test]
fn a_class_that_nobody_has_heard_of_is_parked_where_it_fits() {
    let config = Config::default().level(7, ["pad", "dock"]).class("drone", ["dock"], Tariff::cents(10, 0, 50));
    assert_eq!(town_of(config).lot.park(Vehicle::new("D-1", "drone")).unwrap().spot, SpotId::new(7, 2));
}

#[test]
fn a_vehicle_that_fits_nowhere_finds_the_lot_full_and_changes_nothing() {
    let lot = town().lot;
    lot.park(van("VA-01")).unwrap();
    let before = lot.availability();
    assert_eq!(lot.park(van("VA-02")), Err(ParkError::Full));
    assert_eq!(lot.availability(), before);
}

#[test]
fn a_class_without_a_tariff_is_not_let_in() {
    assert_eq!(town().lot.park(Vehicle::new("X-1", "tank")), Err(ParkError::UnknownClass("tank".into())));
}

#[test]
fn a_plate_cannot_be_parked_twice() {
    let lot = town().lot;
    lot.park(car("KA-01")).unwrap();
    assert_eq!(lot.park(car("KA-01")), Err(ParkError::AlreadyParked("KA-01".into())));
}

#[test]
fn a_plate_that_left_may_come_back() {
    let lot = town().lot;
    let first = lot.park(car("KA-01")).unwrap();
    lot.exit(first.id).unwrap();
    assert_ne!(lot.park(car("KA-01")).unwrap().id, first.id);
}

#[test]
fn an_unknown_or_used_ticket_is_refused_and_frees_nothing() {
    let Town { lot, gateway, .. } = town();
    let ticket = lot.park(car("KA-01")).unwrap();
    lot.exit(ticket.id).unwrap();
    let other = lot.park(car("KA-02")).unwrap();
    assert_eq!(other.spot, ticket.spot);
    assert_eq!(lot.exit(ticket.id), Err(ExitError::InvalidTicket(ticket.id)));
    assert_eq!(lot.exit(TicketId::new(4711)), Err(ExitError::InvalidTicket(TicketId::new(4711))));
    assert_eq!(lot.availability().of(&"compact".into()).occupied, 1);
    assert_eq!(gateway.charges().len(), 1);
}

#[test]
fn a_freed_spot_is_given_again_in_order() {
    let lot = town().lot;
    let tickets = ["KA-01", "KA-02", "KA-03"].map(|plate| lot.park(car(plate)).unwrap());
    lot.exit(tickets[2].id).unwrap();
    lot.exit(tickets[0].id).unwrap();
    let spots = ["KA-04", "KA-05"].map(|plate| lot.park(car(plate)).unwrap().spot);
    assert_eq!(spots, [SpotId::new(1, 1), SpotId::new(2, 1)]);
}

#[test]
fn each_started_hour_is_charged() {
    let fees = [HOUR - 1, HOUR, HOUR + 1, 2 * HOUR, 2 * HOUR + 1].map(|seconds| fee_after(seconds, car("KA-01")).get());
    assert_eq!(fees, [200, 200, 400, 400, 600]);
}

#[test]
fn a_short_stay_costs_the_minimum() {
    assert_eq!([0, 60].map(|seconds| fee_after(seconds, car("KA-01")).get()), [100, 200]);
    assert_eq!(fee_after(60, van("VA-01")), Cents::new(500));
}

#[test]
fn a_day_is_capped_and_the_next_counts_anew() {
    let fees =
        [6 * HOUR, 7 * HOUR, 24 * HOUR, 25 * HOUR, 49 * HOUR].map(|seconds| fee_after(seconds, car("KA-01")).get());
    assert_eq!(fees, [1200, 1200, 1200, 1400, 2600]);
}

#[test]
fn a_declined_payment_keeps_spot_and_ticket() {
    let Town { lot, clock, gateway } = town();
    let ticket = lot.park(car("KA-01")).unwrap();
    clock.advance(Duration::from_secs(60));
    gateway.decline_next("no funds");
    assert!(matches!(lot.exit(ticket.id), Err(ExitError::Declined(_))));
    assert_eq!(lot.availability().of(&"compact".into()).occupied, 1);
    assert_eq!(lot.park(car("KA-01")), Err(ParkError::AlreadyParked("KA-01".into())));
    clock.advance(Duration::from_secs(HOUR));
    assert_eq!(lot.exit(ticket.id).unwrap().fee, Cents::new(400));
}

#[test]
fn a_spot_out_of_service_is_neither_given_nor_counted() {
    let lot = town().lot;
    lot.set_in_service(SpotId::new(1, 1), false).unwrap();
    assert_eq!(lot.availability().of(&"compact".into()), Count { in_service: 1, free: 1, occupied: 0 });
    assert_eq!(lot.park(car("KA-01")).unwrap().spot, SpotId::new(1, 2));
    lot.set_in_service(SpotId::new(1, 1), true).unwrap();
    assert_eq!(lot.park(car("KA-02")).unwrap().spot, SpotId::new(1, 1));
}

#[test]
fn free_and_occupied_add_up() {
    let lot = town().lot;
    lot.park(car("KA-01")).unwrap();
    let (compact, large) = (lot.availability().of(&"compact".into()), lot.availability().of(&"large".into()));
    assert_eq!(compact, Count { in_service: 2, free: 1, occupied: 1 });
    assert_eq!(large, Count { in_service: 1, free: 1, occupied: 0 });
}

#[test]
fn observers_see_the_events_of_a_ticket_in_order() {
    let Town { lot, gateway, .. } = town();
    let observer = RecordingObserver::new();
    lot.observe(observer.clone());
    let ticket = lot.park(car("KA-01")).unwrap();
    gateway.decline_next("no funds");
    lot.exit(ticket.id).unwrap_err();
    let receipt = lot.exit(ticket.id).unwrap();
    let declined = LotEvent::PaymentDeclined { ticket: ticket.id, amount: Cents::new(100) };
    assert_eq!(observer.wait_for(3), [LotEvent::Parked(ticket), declined, LotEvent::Left(receipt)]);
}

/// Runs the same for each plate at once, and counts those that succeeded.
fn race<T: Send, E: Send>(plates: &[&str], call: impl Fn(&str) -> Result<T, E> + Sync) -> usize {
    thread::scope(|scope| {
        let call = &call;
        let racers: Vec<_> = plates.iter().map(|plate| scope.spawn(move || call(plate))).collect();
        racers.into_iter().map(|racer| racer.join().unwrap()).filter(Result::is_ok).count()
    })
}

#[test]
fn the_last_spot_has_one_winner() {
    for _ in 0..ROUNDS {
        let lot = town().lot;
        assert_eq!(race(&["VA-01", "VA-02", "VA-03"], |plate| lot.park(van(plate))), 1);
    }
}

#[test]
fn one_plate_raced_is_parked_once() {
    for _ in 0..ROUNDS {
        let lot = town().lot;
        assert_eq!(race(&["KA-01", "KA-01"], |plate| lot.park(car(plate))), 1);
    }
}

#[test]
fn one_ticket_exited_twice_at_once_is_charged_once() {
    for _ in 0..ROUNDS {
        let Town { lot, gateway, .. } = town();
        let ticket = lot.park(car("KA-01")).unwrap().id;
        assert_eq!(race(&["a", "b"], |_| lot.exit(ticket)), 1);
        assert_eq!(gateway.charges().len(), 1);
    }
}

#[test]
fn parking_and_leaving_at_once_ends_and_adds_up() {
    for _ in 0..ROUNDS {
        let lot = town().lot;
        race(&["KA-01", "KA-02", "KA-03"], |plate| lot.park(car(plate)).map(|ticket| lot.exit(ticket.id)));
        let compact = lot.availability().of(&"compact".into());
        assert_eq!(compact, Count { in_service: 2, free: 2, occupied: 0 });
    }
}

#[test]
fn an_observer_added_in_flight_does_not_disturb() {
    for _ in 0..ROUNDS {
        let lot = town().lot;
        race(&["KA-01", "KA-02"], |plate| {
            lot.observe(RecordingObserver::new());
            lot.park(car(plate))
        });
        assert_eq!(lot.availability().of(&"compact".into()).free + lot.availability().of(&"large".into()).free, 1);
    }
}
