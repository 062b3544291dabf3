//! Who must not wait for whom, measured on virtual time.

use std::time::Duration;

use kata_suite::{Check, Level, expect, now, thread};

use crate::Subject;
use crate::town::{Town, all_three, both, compact};
use crate::words::Brief;

/// How long a payment takes here.
const PAYMENT: Duration = Duration::from_millis(50);

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::contention("payments-do-not-wait-for-each-other", "payments do not wait for each other")
            .level(Level::L5)
            .weight(2)
            .hint("Which lock is held while `charge` runs?")
            .timed(payments_do_not_wait_for_each_other),
        Check::contention("nobody-waits-for-a-strangers-payment", "nobody waits for a stranger's payment")
            .level(Level::L5)
            .weight(2)
            .hint("The entrance and the sign need some of what the exit holds.")
            .timed(nobody_waits_for_a_strangers_payment),
        Check::contention("one-payment-holds-up-no-other-ticket", "one payment holds up no other ticket, of many")
            .level(Level::L5)
            .hint("Whose exits want the lock that you hold during a payment? If many tickets share a few locks, some strangers do.")
            .run(one_payment_holds_up_no_other_ticket),
    ]
}

/// The locks that charges were made under, as the end of a message.
fn under(town: &Town) -> String {
    let held = town.gateway.charges().into_iter().map(|charge| charge.held).find(|held| !held.is_empty());
    held.map(|held| format!("; the gateway was called{}", kata_suite::holding(&held).trim_start_matches(',')))
        .unwrap_or_default()
}

fn payments_do_not_wait_for_each_other(build: Subject) {
    let town = Town::open(build, compact(3));
    let tickets = ["KA-01", "KA-02", "KA-03"].map(|plate| town.parked(plate, "car"));
    town.gateway.takes(PAYMENT);
    let began = now();
    let left = all_three(
        ("exit-1", town.leaving(&tickets[0])),
        ("exit-2", town.leaving(&tickets[1])),
        ("exit-3", town.leaving(&tickets[2])),
    );
    let took = now() - began;
    let answers = [&left.0, &left.1, &left.2];
    expect!(
        answers.iter().all(|left| left.is_ok()),
        "three vehicles left at once, each with its ticket: got {}",
        answers.map(|left| left.brief()).join(", ")
    );
    expect!(
        took < 2 * PAYMENT,
        "three vehicles left at once, and each payment takes {PAYMENT:?}: all were out after {took:?}, expected {PAYMENT:?}{}",
        under(&town)
    );
}

fn nobody_waits_for_a_strangers_payment(build: Subject) {
    let town = Town::open(build, compact(2));
    let ticket = town.parked("KA-01", "car");
    town.gateway.takes(PAYMENT);
    let come_later = |town: &Town| {
        // By now the payment is under way.
        thread::sleep(PAYMENT / 5);
        let began = now();
        let _seen = town.lot.availability();
        let parked = town.park("KA-02", "car");
        (parked, now() - began)
    };
    let (left, (parked, took)) = both(("exit-1", town.leaving(&ticket)), ("driver-2", town.does(come_later)));
    let seen = format!("the exit got {}, KA-02 {}", left.brief(), parked.brief());
    expect!(left.is_ok() && parked.is_ok(), "KA-01 left, and KA-02 came to a free spot: {seen}");
    expect!(
        took < PAYMENT / 5,
        "while KA-01 paid, which takes {PAYMENT:?}, KA-02 looked at the sign and parked: that took {took:?}, expected no time{}",
        under(&town)
    );
}

/// So many that a lot with 64 locks for all tickets has two that share one.
fn one_payment_holds_up_no_other_ticket(build: Subject) {
    let town = Town::open(build, compact(70));
    let mut tickets = (1..=70).map(|nth| town.parked(&format!("KA-{nth:02}"), "car"));
    let Some(slow) = tickets.next() else { return };
    let others: Vec<_> = tickets.collect();
    town.gateway.takes(PAYMENT);
    let leave_later = move |town: &Town| {
        thread::sleep(PAYMENT / 5);
        town.gateway.takes(Duration::ZERO);
        let began = now();
        let waited = others.into_iter().find_map(|ticket| {
            town.left(&ticket);
            (now() > began).then_some((ticket.vehicle.plate, now() - began))
        });
        waited.map_or(Ok(()), Err)
    };
    let (left, others) = both(("exit-1", town.leaving(&slow)), ("exit-2", town.does(leave_later)));
    expect!(left.is_ok(), "KA-01 left with a good ticket: got {}", left.brief());
    if let Err((plate, waited)) = others {
        kata_suite::complain(format!(
            "70 vehicles were inside; while KA-01 paid, which takes {PAYMENT:?}, the others left one by one, with payments that \
             take no time: {plate} waited for {waited:?}{}",
            under(&town)
        ));
    }
}
