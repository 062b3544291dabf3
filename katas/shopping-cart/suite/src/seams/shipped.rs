//! Every policy that the learner ships, put to work.

use std::panic::resume_unwind;

use kata_suite::spies::{self, Crossing, Role};
use kata_suite::{Check, Level, complain_with, expect, seams, skip};
use shopping_cart_api::Discount;

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas, survived};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("each-policy-keeps-its-promise", "each policy keeps its promise")
            .level(Level::L6)
            .hint("The suite opens a shop with each of your policies in turn, also with those that `Seams::new` does not pick.")
            .run(each_policy_keeps_its_promise),
    ]
}

fn each_policy_keeps_its_promise(build: Subject) {
    let (prices, plans) = (promotions().shipped(), retry().shipped());
    if prices.is_empty() && plans.is_empty() {
        skip("none of the policies can be made from a Config alone");
    }
    for (index, policy) in prices {
        spies::with_policy(index);
        takes_off_what_there_is(build, &format!("{}: `{}`", policy.at, policy.name));
    }
    for (index, policy) in plans {
        spies::with_policy(index);
        has_an_answer_to_each_failure(build, &format!("{}: `{}`", policy.at, policy.name));
    }
}

/// Two carts are looked at, and bought. They may get cheaper, but not dearer, and cost what they were shown at.
fn takes_off_what_there_is(build: Subject, policy: &str) {
    let market = Market::open(build, cups_and_teas(9, 9).discount(Discount::PercentOff(10)));
    for cart in [vec![(1, "tea")], vec![(2, "cup"), (3, "tea")]] {
        let cart = market.filled("ann", cart);
        let when = || format!("{policy} panicked when a cart was priced");
        let view = unless_broken(promotions(), || market.view(cart), when);
        let (subtotal, total) = (view.subtotal, view.total);
        expect!(total <= subtotal, "{policy} made a cart dearer: {total} instead of {subtotal}");
        let bought = unless_broken(promotions(), || market.checkout(cart, &cart.to_string()), when);
        if let Some(order) = bought.ok().filter(|order| order.total != total) {
            let message =
                format!("{policy} priced a cart at {total}, and the same cart at {} when it was bought", order.total);
            complain_with(message, seams::lines(&promotions().crossings()));
        }
    }
}

/// The gateway is not available for a while. The policy may give up, or try again; but it has an answer.
fn has_an_answer_to_each_failure(build: Subject, policy: &str) {
    let market = Market::open(build, cups_and_teas(9, 9));
    let cart = market.filled("ann", [(1, "tea")]);
    market.gateway.will([Answer::Unavailable; 6]);
    let _bought = unless_broken(
        retry(),
        || market.checkout(cart, "key-1"),
        || format!("{policy} panicked while the gateway was not available"),
    );
}

/// Makes a call, and complains if the policy panics in it. A panic of the shop's own goes on as it is.
fn unless_broken<R>(role: Role, call: impl FnOnce() -> R, message: impl FnOnce() -> String) -> R {
    survived(call).unwrap_or_else(|panic| match role.crossings().last() {
        Some(last) if !last.answered => broke(last, message()),
        _ => resume_unwind(panic),
    })
}

fn broke(crossing: &Crossing, message: String) -> ! {
    complain_with(message, seams::lines(std::slice::from_ref(crossing)))
}
