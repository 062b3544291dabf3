//! Every policy that the learner ships, put to work.

use std::panic::resume_unwind;
use std::time::Duration;

use kata_suite::spies::{self, Crossing, Role};
use kata_suite::{Check, Level, complain_with, seams, skip};
use parking_lot_api::SpotId;

use super::{allocation, pricing};
use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, compact, survived};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("each-policy-keeps-its-promise", "each policy keeps its promise")
            .level(Level::L6)
            .hint("The suite opens a lot with each of your policies in turn, also with those that `Seams::new` does not pick.")
            .run(each_policy_keeps_its_promise),
    ]
}

fn each_policy_keeps_its_promise(build: Subject) {
    let (places, prices) = (allocation().shipped(), pricing().shipped());
    if places.is_empty() && prices.is_empty() {
        skip("none of the policies can be made from a Config alone");
    }
    for (index, policy) in places {
        spies::with_policy(index);
        chooses_what_is_on_offer(build, &format!("{}: `{}`", policy.at, policy.name));
    }
    for (index, policy) in prices {
        spies::with_policy(index);
        has_one_price(build, &format!("{}: `{}`", policy.at, policy.name));
    }
}

/// Three vehicles come. The policy may turn them away, but it may not choose what it was not offered.
fn chooses_what_is_on_offer(build: Subject, policy: &str) {
    spies::read::<SpotId>();
    let town = Town::open(build, compact(3));
    for plate in ["KA-01", "KA-02", "KA-03"] {
        let _parked = unless_broken(
            allocation(),
            || town.park(plate, "car"),
            || format!("{policy} panicked when {plate} came to a lot with a free spot"),
        );
    }
    for crossing in allocation().crossings() {
        let (offered, chosen) = (crossing.seen.all::<SpotId>(), crossing.answer_seen.first::<SpotId>());
        if let Some(spot) = chosen.filter(|spot| !offered.is_empty() && !offered.contains(spot)) {
            broke(&crossing, format!("{policy} chose {spot}, which was not on offer"));
        }
    }
}

/// A payment is declined, and tried again at once: that is the same stay, so it has the same price.
fn has_one_price(build: Subject, policy: &str) {
    let town = Town::open(build, compact(1));
    let Ok(ticket) = town.park("KA-01", "car") else { return };
    town.wait(Duration::from_secs(9_000));
    town.gateway.will([Answer::Decline]);
    for _try in 0..2 {
        let _left = unless_broken(
            pricing(),
            || town.exit(ticket.id),
            || format!("{policy} panicked when KA-01 wanted to leave"),
        );
    }
    let asked = pricing().crossings();
    let differs = |call: &&Crossing| {
        asked.first().is_some_and(|first| first.arguments == call.arguments && first.answer != call.answer)
    };
    if let Some(call) = asked.iter().find(differs) {
        broke(call, format!("{policy} was asked the same twice, and gave two prices"));
    }
}

/// Makes a call, and complains if the policy panics in it. A panic of the lot's own goes on as it is.
fn unless_broken<R>(role: Role, call: impl FnOnce() -> R, message: impl FnOnce() -> String) -> R {
    survived(call).unwrap_or_else(|panic| match role.crossings().last() {
        Some(last) if !last.answered => broke(last, message()),
        _ => resume_unwind(panic),
    })
}

fn broke(crossing: &Crossing, message: String) -> ! {
    complain_with(message, seams::lines(std::slice::from_ref(crossing)))
}
