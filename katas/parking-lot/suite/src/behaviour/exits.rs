//! The exit: who is charged, who is let out, and what a ticket is good for.

use std::time::Duration;

use kata_suite::{Check, Level, expect, expect_eq};
use parking_lot_api::{Cents, Clock, ExitError, SpotId, TicketId};

use crate::Subject;
use crate::doubles::{Answer, Charge};
use crate::town::{Town, compact, survived};
use crate::words::{Brief, expect_same};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("exit-charges-its-fee-once", "an exit charges its fee once and says so")
            .level(Level::L3)
            .weight(2)
            .hint("One call of the gateway, with the ticket and the fee that the receipt shows.")
            .run(exit_charges_its_fee_once),
        Check::behaviour("unknown-ticket-is-refused", "an unknown ticket is refused")
            .level(Level::L3)
            .hint("A driver can hold up any number to the reader.")
            .run(unknown_ticket_is_refused),
        Check::behaviour("used-ticket-is-refused-and-frees-nothing", "a used ticket is refused and frees nothing")
            .level(Level::L3)
            .weight(2)
            .hint("By the time of the second exit, somebody else may stand on the spot.")
            .run(used_ticket_is_refused_and_frees_nothing),
        Check::behaviour("declined-payment-keeps-spot-and-ticket", "a declined payment keeps spot and ticket")
            .level(Level::L4)
            .weight(2)
            .hint("Nothing is written down before the gateway has said yes.")
            .run(declined_payment_keeps_spot_and_ticket),
        Check::behaviour("later-exit-pays-for-the-longer-stay", "a later exit pays for the longer stay")
            .level(Level::L4)
            .hint("When is the fee of a second try worked out?")
            .run(later_exit_pays_for_the_longer_stay),
        Check::behaviour("panicking-gateway-leaves-the-ticket-good", "a panicking gateway leaves the ticket good")
            .level(Level::L6)
            .hint("What takes the mark on the ticket back when `charge` unwinds?")
            .run(panicking_gateway_leaves_the_ticket_good),
    ]
}

fn exit_charges_its_fee_once(build: Subject) {
    let town = Town::open(build, compact(2));
    let ticket = town.parked("KA-01", "car");
    town.parked("KA-02", "car");
    town.wait(Duration::from_secs(90 * 60));
    let left_at = town.clock.now();

    let receipt = town.left(&ticket);

    expect_eq!(receipt.ticket, ticket, "the ticket on the receipt of KA-01");
    expect_same(receipt.left_at, left_at, "the end of the stay on the receipt of KA-01");
    expect_same(receipt.fee, Cents::new(400), "the fee on the receipt of KA-01, after 1:30:00 at 2.00 an hour");
    let charges: Vec<Charge> = town.gateway.charges().into_iter().map(|entry| entry.what).collect();
    let expected = Charge { ticket: ticket.id, amount: receipt.fee, answer: Answer::Approve };
    expect_eq!(charges, [expected], "what the gateway was asked to charge");
    town.expect_counts("compact", 1, 1, "after KA-01 left");
}

fn unknown_ticket_is_refused(build: Subject) {
    let town = Town::open(build, compact(3));
    let refuse = |id: u64| {
        let result = town.exit(TicketId::new(id));
        expect!(
            result == Err(ExitError::InvalidTicket(TicketId::new(id))),
            "left with the ticket T{id}, which was never issued: got {}, expected Err(InvalidTicket)",
            result.brief()
        );
    };
    refuse(0);
    refuse(u64::MAX);
    let issued = ["KA-01", "KA-02"].map(|plate| town.parked(plate, "car").id.get());
    let unknown = (0..8).chain([u64::MAX]).filter(|id| !issued.contains(id));
    unknown.for_each(refuse);
    expect!(town.gateway.charges().is_empty(), "a ticket that was never issued was charged");
    town.expect_counts("compact", 1, 2, "after tickets that were never issued");
}

fn used_ticket_is_refused_and_frees_nothing(build: Subject) {
    let town = Town::open(build, compact(1));
    let first = town.parked("KA-01", "car");
    town.left(&first);
    let again = |who: &str| {
        let result = town.exit(first.id);
        expect!(
            result == Err(ExitError::InvalidTicket(first.id)),
            "left with the ticket of KA-01 a second time{who}: got {}, expected Err(InvalidTicket)",
            result.brief()
        );
    };
    again("");
    let second = town.parked("KA-02", "car");
    again(", while KA-02 stood on the spot");
    expect_eq!(town.gateway.times_paid(first.id), 1, "payments for the ticket of KA-01");
    town.expect_counts("compact", 0, 1, "after the second exit with the ticket of KA-01, with KA-02 inside");
    town.left(&second);
}

fn declined_payment_keeps_spot_and_ticket(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    for nth in ["first", "second"] {
        town.gateway.will([Answer::Decline]);
        let result = town.exit(ticket.id);
        expect!(
            matches!(&result, Err(ExitError::Declined(declined)) if declined.reason == "no funds"),
            "left while the gateway declined for the {nth} time: got {}, expected Err(Declined) with the reason of the bank",
            result.brief()
        );
        town.expect_counts("compact", 0, 1, "after a declined payment");
        let result = town.park("KA-01", "car");
        expect!(
            result.brief() == "Err(AlreadyParked(KA-01))",
            "parked KA-01 again after its payment was declined: got {}, expected Err(AlreadyParked(KA-01))",
            result.brief()
        );
        let result = town.park("KA-02", "car");
        expect!(
            result.brief() == "Err(Full)",
            "parked KA-02 while KA-01, whose payment was declined, stood on the only spot: got {}, expected Err(Full)",
            result.brief()
        );
    }
    town.left(&ticket);
    town.expect_counts("compact", 1, 0, "after KA-01 paid in the end");
    expect_eq!(town.gateway.charges().len(), 3, "charges for two declined payments and a good one");
}

fn later_exit_pays_for_the_longer_stay(build: Subject) {
    let town = Town::open(build, compact(1));
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Decline]);
    town.wait(Duration::from_secs(3600));
    let declined = town.exit(ticket.id);
    town.wait(Duration::from_secs(2 * 3600));
    let (left_at, clock) = (town.clock.now(), town.clock.clone());
    town.gateway.runs(move || clock.advance(Duration::from_secs(3600)));
    let result = town.exit(ticket.id);
    let charged: Vec<Cents> = town.gateway.charges().iter().map(|entry| entry.what.amount).collect();
    expect!(
        charged == [Cents::new(200), Cents::new(600)],
        "left after 1:00:00 (declined: {}), and again after 3:00:00 ({}), at 2.00 an hour: charged {charged:?}, expected 2.00 \
         and then 6.00",
        declined.brief(),
        result.brief()
    );
    expect_eq!(
        result.map(|receipt| receipt.left_at),
        Ok(left_at),
        "the end of the stay on the receipt of KA-01, whose payment took an hour after that"
    );
}

fn panicking_gateway_leaves_the_ticket_good(build: Subject) {
    let town = Town::open(build, compact(2));
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Panic]);
    let result = survived(|| town.lot.exit(ticket.id));
    if let Ok(result) = &result {
        expect!(result.is_err(), "left while the gateway panicked: got {}, though nobody was charged", result.brief());
    }
    town.expect_counts("compact", 1, 1, "after the gateway panicked under the exit of KA-01");
    expect_same(town.parked("KA-02", "car").spot, SpotId::new(1, 2), "the spot for KA-02 after the gateway panicked");
    let result = town.exit(ticket.id);
    expect!(
        result.is_ok(),
        "left with the ticket of KA-01 again, after the gateway had panicked: got {}, expected a receipt",
        result.brief()
    );
    town.expect_counts("compact", 1, 1, "after KA-01 paid in the end");
}
