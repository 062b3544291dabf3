//! Some spots have a charger.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kata_suite::{Check, Level, attempted_twist, call, expect, expect_eq, thread};
use parking_lot_api::twists::electric::{Electric, ElectricParkingLot, PlugError};
use parking_lot_api::{Cents, Clock, Config, LotEvent, SpotClass, Ticket, TicketId};

use crate::Subject;
use crate::doubles::Answer;
use crate::town::{CAR_TARIFF, Town, both};
use crate::words::{Brief, Shown, expect_same, length};

const HOUR: Duration = Duration::from_secs(3600);

/// What `kata.toml` calls it.
const TWIST: &str = "electric";

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "charging-is-paid-at-the-exit", "charging is paid at the exit, in one sum with the stay")
            .level(Level::L4)
            .weight(2)
            .hint("From when, and until when, does a vehicle charge?")
            .run(charging_is_paid_at_the_exit),
        Check::twist(
            TWIST,
            "charging-counts-started-hours",
            "charging counts started hours, without a minimum or a cap",
        )
        .level(Level::L4)
        .hint("What of the tariff goes for the stay alone?")
        .run(charging_counts_started_hours),
        Check::twist(TWIST, "a-refused-plug-changes-nothing", "a plug that is refused says why and changes nothing")
            .level(Level::L4)
            .hint("Look at the ticket first, then at the spot, then at the line.")
            .run(a_refused_plug_changes_nothing),
        Check::twist(
            TWIST,
            "a-declined-payment-goes-on-charging",
            "a vehicle whose payment is declined goes on charging",
        )
        .level(Level::L5)
        .hint("When exactly is a share of the line free for others?")
        .run(a_declined_payment_goes_on_charging),
        Check::twist(TWIST, "last-share-of-the-line-has-one-winner", "the last share of the line has one winner")
            .level(Level::L5)
            .weight(2)
            .hint("Between counting who charges and adding one more, who else may count?")
            .explore(last_share_of_the_line_has_one_winner),
        Check::twist(
            TWIST,
            "plugging-in-while-leaving-leaves-nothing-behind",
            "plugging in while leaving leaves nothing behind",
        )
        .level(Level::L6)
        .weight(2)
        .hint("The ticket was good when `plug_in` looked. Is it still good when the share is taken?")
        .explore(plugging_in_while_leaving_leaves_nothing_behind),
        Check::twist(TWIST, "what-was-plugged-in-is-paid", "a plug at the last moment is paid, or refused")
            .level(Level::L6)
            .hint("Since when a vehicle charges, and that it is about to leave: are the two looked at in one step?")
            .explore(what_was_plugged_in_is_paid),
    ]
}

/// A lot with chargers.
#[derive(Clone)]
struct Garage {
    town: Town,
    lot: Arc<dyn ElectricParkingLot>,
}

impl Garage {
    /// One level: two spots with a charger, each of another class, and one without. Charging is half a coin an hour.
    fn open(build: Subject, feeds: u32) -> Garage {
        let build = attempted_twist(TWIST, build.electric);
        let config = Config::default().level(1, ["socket", "fast-socket", "compact"]).class(
            "car",
            ["socket", "fast-socket", "compact"],
            CAR_TARIFF,
        );
        let with_charger: BTreeSet<SpotClass> = ["socket", "fast-socket"].map(SpotClass::from).into();
        let electric = Electric { with_charger, per_started_hour: Cents::new(50), feeds };
        let (town, lot) = super::open(|ports| build(config, ports, electric), |lot| lot);
        Garage { town, lot }
    }

    fn parked(&self, plate: &str) -> Ticket {
        self.town.parked(plate, "car")
    }

    fn plug_in(&self, ticket: TicketId) -> Result<(), PlugError> {
        call(&format!("plug_in({ticket})"), || Shown(self.lot.plug_in(ticket))).0
    }

    /// Complains unless plugging in comes out like this.
    fn expect_plug(&self, ticket: &Ticket, expected: Result<(), PlugError>, when: &str) {
        let seen = self.plug_in(ticket.id);
        let (plate, spot) = (&ticket.vehicle.plate, ticket.spot);
        expect!(
            seen == expected,
            "plugged {plate} in at {spot}, {when}: got {}, expected {}",
            seen.brief(),
            expected.brief()
        );
    }

    fn charged(&self) -> Vec<Cents> {
        self.town.gateway.charges().iter().map(|entry| entry.what.amount).collect()
    }
}

fn charging_is_paid_at_the_exit(build: Subject) {
    let garage = Garage::open(build, 2);
    let (first, second) = (garage.parked("KA-01"), garage.parked("KA-02"));
    garage.town.wait(HOUR * 3 / 4);
    garage.expect_plug(&first, Ok(()), "with nobody else charging");
    garage.town.wait(HOUR);
    let receipt = garage.town.left(&first);
    let stay = "2.00 for each of 2 hours, and 0.50 for 1 hour of charging";
    expect_same(
        receipt.fee,
        Cents::new(450),
        format!("the fee of KA-01, which parked 1:45:00 and charged 1:00:00 ({stay})"),
    );
    expect_eq!(garage.charged(), [Cents::new(450)], "what the gateway was asked to charge for KA-01");
    let receipt = garage.town.left(&second);
    expect_same(
        receipt.fee,
        Cents::new(400),
        "the fee of KA-02, which parked 1:45:00 at a charger and never plugged in",
    );
}

fn charging_counts_started_hours(build: Subject) {
    let garage = Garage::open(build, 1);
    let nanosecond = Duration::from_nanos(1);
    let cases =
        [(Duration::ZERO, 100), (HOUR - nanosecond, 250), (HOUR, 250), (HOUR + nanosecond, 500), (HOUR * 30, 3900)];
    for (stay, cents) in cases {
        let ticket = garage.parked("KA-01");
        garage.expect_plug(&ticket, Ok(()), "with nobody else charging");
        garage.town.wait(stay);
        let fee = garage.town.left(&ticket).fee;
        let what = format!(
            "the fee for {} of parking (2.00 an hour, 1.00 at least, 12.00 a day at most) and charging (0.50 an hour)",
            length(stay)
        );
        expect_same(fee, Cents::new(cents), what);
    }
}

fn a_refused_plug_changes_nothing(build: Subject) {
    let garage = Garage::open(build, 1);
    let tickets = ["KA-01", "KA-02", "KA-03"].map(|plate| garage.parked(plate));
    let [first, second, third] = &tickets;
    let unknown = (0..8).map(TicketId::new).find(|id| tickets.iter().all(|ticket| ticket.id != *id));
    if let Some(unknown) = unknown {
        let seen = garage.plug_in(unknown);
        let expected = Err(PlugError::InvalidTicket(unknown));
        expect!(seen == expected, "plugged in with {unknown}, which was never issued: got {}", seen.brief());
    }
    garage.expect_plug(third, Err(PlugError::NoCharger(third.spot)), "a spot without a charger");
    garage.expect_plug(first, Ok(()), "after plugs that were refused");
    garage.expect_plug(first, Err(PlugError::PluggedIn(first.id)), "for the second time");
    garage.expect_plug(third, Err(PlugError::NoCharger(third.spot)), "with no power left, at a spot without a charger");
    garage.expect_plug(second, Err(PlugError::NoPower), "while KA-01 took all the power there is");
    garage.town.left(first);
    garage.expect_plug(first, Err(PlugError::InvalidTicket(first.id)), "after it had left");
    garage.expect_plug(second, Ok(()), "after KA-01 had left");
}

fn a_declined_payment_goes_on_charging(build: Subject) {
    let garage = Garage::open(build, 1);
    let (first, second) = (garage.parked("KA-01"), garage.parked("KA-02"));
    garage.expect_plug(&first, Ok(()), "with nobody else charging");
    garage.town.wait(HOUR);
    let listener = garage.town.listener();
    garage.town.gateway.will([Answer::Decline]);
    let declined = garage.town.exit(first.id);
    expect!(declined.is_err(), "left while the gateway declined: got {}", declined.brief());
    garage.expect_plug(&second, Err(PlugError::NoPower), "while KA-01, whose payment was declined, took all the power");
    garage.expect_plug(&first, Err(PlugError::PluggedIn(first.id)), "for the second time, after a declined payment");
    garage.town.wait(HOUR);
    garage.town.left(&first);
    let expected = [Cents::new(250), Cents::new(500)];
    expect_eq!(
        garage.charged(),
        expected,
        "charges for KA-01 after 1:00:00 (declined) and 2:00:00, parking and charging"
    );
    garage.expect_plug(&second, Ok(()), "after KA-01 had left");
    let told = listener.story_of(first.id).into_iter().find_map(|event| match event {
        LotEvent::PaymentDeclined { amount, .. } => Some(amount),
        LotEvent::Parked(_) | LotEvent::Left(_) => None,
    });
    expect_eq!(told, Some(Cents::new(250)), "the amount that an observer was told was declined for KA-01");
}

fn last_share_of_the_line_has_one_winner(build: Subject) {
    let garage = Garage::open(build, 1);
    let plugging = |ticket: &Ticket| {
        let (garage, id) = (garage.clone(), ticket.id);
        move || garage.plug_in(id)
    };
    let (one, two) = (garage.parked("KA-01"), garage.parked("KA-02"));
    let (first, second) = both(("driver-1", plugging(&one)), ("driver-2", plugging(&two)));
    let seen = format!("KA-01 got {}, KA-02 got {}", first.brief(), second.brief());
    let winners = [&first, &second].into_iter().filter(|result| result.is_ok()).count();
    expect!(winners == 1, "two vehicles were plugged in at once, and the line feeds one: {seen}");
    let loser = [first, second].into_iter().find(Result::is_err);
    expect!(
        loser == Some(Err(PlugError::NoPower)),
        "of two vehicles at a line that feeds one, the loser is told NoPower: {seen}"
    );
}

fn plugging_in_while_leaving_leaves_nothing_behind(build: Subject) {
    let garage = Garage::open(build, 1);
    let (first, second) = (garage.parked("KA-01"), garage.parked("KA-02"));
    let (plugging, id) = (garage.clone(), first.id);
    // Neither is seen by the engine, so looking at them leaves the schedules as they are.
    let paying = Arc::new(AtomicBool::new(false));
    let (begins, is_paying) = (paying.clone(), move || paying.load(Ordering::SeqCst));
    garage.town.gateway.runs(move || {
        begins.store(true, Ordering::SeqCst);
        thread::yield_now();
        begins.store(false, Ordering::SeqCst);
    });
    let plug_in = move || {
        let before = is_paying();
        let plugged = plugging.plug_in(id);
        (plugged, before && is_paying())
    };
    let ((plugged, meanwhile), left) = both(("driver-1", plug_in), ("barrier", garage.town.leaving(&first)));
    expect!(
        plugged.is_err() || !meanwhile,
        "plugged KA-01 in while the gateway was charging it: got Ok, expected Err(InProgress)"
    );
    let allowed = matches!(plugged, Ok(()) | Err(PlugError::InvalidTicket(_) | PlugError::InProgress(_)));
    expect!(allowed, "plugged KA-01 in while it left: got {}", plugged.brief());
    expect!(left.is_ok(), "left while KA-01 was plugged in: got {}, expected a receipt", left.brief());
    let when = format!("after KA-01 had left, which was plugged in meanwhile ({})", plugged.brief());
    garage.expect_plug(&second, Ok(()), &when);
}

/// The driver plugs in, and the clock moves on by a minute; meanwhile the vehicle leaves.
fn what_was_plugged_in_is_paid(build: Subject) {
    let garage = Garage::open(build, 1);
    let ticket = garage.parked("KA-01");
    let (plugging, id, began) = (garage.clone(), ticket.id, garage.town.clock.now());
    let plug_in = move || {
        let plugged = plugging.plug_in(id);
        plugging.town.wait(Duration::from_secs(60));
        plugged
    };
    let (plugged, left) = both(("driver-1", plug_in), ("barrier", garage.town.leaving(&ticket)));
    let Ok(receipt) = left else {
        kata_suite::complain(format!("left while KA-01 was plugged in: got {}, expected a receipt", left.brief()))
    };
    let stayed = receipt.left_at.since(began);
    let (stay, charging) = match stayed.is_zero() {
        true => (100, 0),
        false => (200, if plugged.is_ok() { 50 } else { 0 }),
    };
    let what = format!(
        "the fee of KA-01, which stayed for {}, and was plugged in from the beginning ({})",
        length(stayed),
        plugged.brief()
    );
    expect_same(receipt.fee, Cents::new(stay + charging), what);
}
