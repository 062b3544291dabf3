//! A few public tests to start from. The grader has many more; add your own here.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use parking_lot::{Seams, build};
use parking_lot_api::kit::{ManualClock, RecordingGateway, RecordingObserver, ports};
use parking_lot_api::{Cents, Config, ExitError, LotEvent, ParkError, ParkingLot, SpotId, Tariff, TicketId, Vehicle};

struct Town {
    lot: Arc<dyn ParkingLot>,
    clock: Arc<ManualClock>,
    gateway: Arc<RecordingGateway>,
}

/// L1-01 compact, L1-02 large, L2-01 compact. Cars fit on both classes, vans on large spots only.
fn town() -> Town {
    let config = Config::default()
        .level(1, ["compact", "large"])
        .level(2, ["compact"])
        .class("car", ["compact", "large"], Tariff::cents(200, 100, 1200))
        .class("van", ["large"], Tariff::cents(350, 300, 2000));
    let (clock, gateway) = (ManualClock::new(), RecordingGateway::new());
    let seams = Seams::new(&config);
    Town { lot: build(config, ports(&clock, &gateway), seams), clock, gateway }
}

fn car(plate: &str) -> Vehicle {
    Vehicle::new(plate, "car")
}

#[test]
fn the_nearest_spot_is_given_first() {
    let lot = town().lot;
    let spots: Vec<SpotId> = ["KA-01", "KA-02", "KA-03"].map(|plate| lot.park(car(plate)).unwrap().spot).to_vec();
    assert_eq!(spots, [SpotId::new(1, 1), SpotId::new(1, 2), SpotId::new(2, 1)]);
}

#[test]
fn a_vehicle_without_a_spot_that_fits_is_turned_away() {
    let lot = town().lot;
    lot.park(Vehicle::new("VA-01", "van")).unwrap();
    assert_eq!(lot.park(Vehicle::new("VA-02", "van")), Err(ParkError::Full));
    assert_eq!(lot.availability().of(&"compact".into()).free, 2);
}

#[test]
fn a_started_hour_is_paid_and_the_spot_is_free_again() {
    let Town { lot, clock, gateway } = town();
    let ticket = lot.park(car("KA-01")).unwrap();
    clock.advance(Duration::from_secs(90 * 60));

    let receipt = lot.exit(ticket.id).unwrap();

    assert_eq!(receipt.fee, Cents::new(400));
    assert_eq!(gateway.charges().len(), 1);
    assert_eq!(lot.park(car("KA-02")).unwrap().spot, ticket.spot);
}

#[test]
fn a_declined_payment_keeps_the_vehicle_inside() {
    let Town { lot, clock, gateway } = town();
    let ticket = lot.park(car("KA-01")).unwrap();
    clock.advance(Duration::from_secs(60));
    gateway.decline_next("no funds");

    assert!(matches!(lot.exit(ticket.id), Err(ExitError::Declined(_))));
    assert_eq!(lot.availability().of(&"compact".into()).occupied, 1);
    assert!(lot.exit(ticket.id).is_ok());
}

#[test]
fn a_ticket_is_good_for_one_exit() {
    let lot = town().lot;
    let ticket = lot.park(car("KA-01")).unwrap();
    lot.exit(ticket.id).unwrap();
    assert_eq!(lot.exit(ticket.id), Err(ExitError::InvalidTicket(ticket.id)));
    assert_eq!(lot.exit(TicketId::new(4711)), Err(ExitError::InvalidTicket(TicketId::new(4711))));
}

#[test]
fn an_observer_is_told_what_happens() {
    let lot = town().lot;
    let observer = RecordingObserver::new();
    lot.observe(observer.clone());
    let ticket = lot.park(car("KA-01")).unwrap();
    let receipt = lot.exit(ticket.id).unwrap();
    assert_eq!(observer.wait_for(2), [LotEvent::Parked(ticket), LotEvent::Left(receipt)]);
}

#[test]
fn two_drivers_never_get_the_last_spot_both() {
    for _ in 0..200 {
        let lot = town().lot;
        let winners = thread::scope(|scope| {
            let lot = &lot;
            let drivers = ["VA-01", "VA-02"].map(|plate| scope.spawn(move || lot.park(Vehicle::new(plate, "van"))));
            drivers.into_iter().map(|driver| driver.join().unwrap()).filter(Result::is_ok).count()
        });
        assert_eq!(winners, 1);
    }
}
