//! What observers hear.

use std::sync::Arc;

use kata_suite::{Check, Level, expect};
use parking_lot_api::{LotEvent, LotObserver, TicketId};

use crate::Subject;
use crate::doubles::{Answer, Listener};
use crate::town::{Town, compact};
use crate::words::Brief;

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("observers-hear-a-stay-in-order", "observers hear a stay in order")
            .level(Level::L5)
            .weight(2)
            .hint("Parked, each declined payment, left: with what was on the ticket, the charge, the receipt.")
            .run(observers_hear_a_stay_in_order),
        Check::behaviour("each-observer-hears-each-event-once", "each observer hears each event once")
            .level(Level::L5)
            .hint("A later observer is an additional one, and hears nothing of what was before.")
            .run(each_observer_hears_each_event_once),
        Check::behaviour("observers-hear-nothing-of-refusals", "observers hear nothing of what was refused")
            .level(Level::L5)
            .hint("A full lot, a second plate, a void ticket: nothing has happened.")
            .run(observers_hear_nothing_of_refusals),
    ]
}

fn observers_hear_a_stay_in_order(build: Subject) {
    let town = Town::open(build, compact(1));
    let listener = town.listener();
    let ticket = town.parked("KA-01", "car");
    town.gateway.will([Answer::Decline, Answer::Decline]);
    let _declined = (town.exit(ticket.id), town.exit(ticket.id));
    let receipt = town.left(&ticket);
    let declined = LotEvent::PaymentDeclined { ticket: ticket.id, amount: receipt.fee };
    let expected = vec![LotEvent::Parked(ticket), declined.clone(), declined, LotEvent::Left(receipt)];
    let story = listener.story();
    expect!(
        story == expected,
        "KA-01 parked, was declined twice, and left; its observer heard {}, expected {}, with the ticket, fee and receipt that \
         the callers got",
        story.brief(),
        expected.brief()
    );
}

/// Passes on what it is told.
struct Relay(Arc<Listener>);

impl LotObserver for Relay {
    fn notify(&self, event: &LotEvent) {
        self.0.notify(event);
    }
}

fn each_observer_hears_each_event_once(build: Subject) {
    let town = Town::open(build, compact(2));
    let early = town.listener();
    let given_away = Arc::new(Listener::default());
    town.lot.observe(Arc::new(Relay(given_away.clone())));
    let first = town.parked("KA-01", "car");
    let late = town.listener();
    let second = town.parked("KA-02", "car");
    let receipt = town.left(&first);
    let since = vec![LotEvent::Parked(second), LotEvent::Left(receipt)];
    let all = [vec![LotEvent::Parked(first)], since.clone()].concat();
    let observers = [
        ("added first", early, all.clone()),
        ("added second, and kept by nobody but the lot,", given_away, all),
        ("added after KA-01 had parked", late, since),
    ];
    for (who, listener, expected) in observers {
        let story = listener.story();
        expect!(
            story == expected,
            "KA-01 parked, KA-02 parked, KA-01 left; the observer {who} heard {}, expected {}",
            story.brief(),
            expected.brief()
        );
    }
}

fn observers_hear_nothing_of_refusals(build: Subject) {
    let town = Town::open(build, compact(1));
    let listener = town.listener();
    let ticket = town.parked("KA-01", "car");
    let _refused = (town.park("KA-01", "car"), town.park("KA-02", "car"), town.park("TA-01", "tank"));
    let _unknown = town.exit(TicketId::new(u64::MAX));
    let receipt = town.left(&ticket);
    let _used = town.exit(ticket.id);
    let expected = vec![LotEvent::Parked(ticket), LotEvent::Left(receipt)];
    let story = listener.story();
    expect!(
        story == expected,
        "KA-01 parked and left; three vehicles and two tickets were refused; the observer heard {}, expected {}",
        story.brief(),
        expected.brief()
    );
}
