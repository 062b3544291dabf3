//! What the source declares.

use kata_suite::{Check, Level, seams};
use shopping_cart_api::Discount;

use super::{promotions, retry};
use crate::Subject;
use crate::doubles::Answer;
use crate::market::{Market, cups_and_teas};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("promotions-is-a-seam", "promotions is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `promotions` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(promotions())),
        Check::seams("retry-is-a-seam", "retry is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `retry` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(retry())),
        Check::seams("core-knows-its-policies-by-their-traits", "the core knows its policies by their traits")
            .level(Level::L5)
            .hint("Search for the names of your policies outside of `Seams::new`.")
            .run(core_knows_its_policies_by_their_traits),
        Check::seams("others-could-write-a-policy", "others could write a policy")
            .level(Level::L5)
            .hint("Somebody in another module writes `impl YourTrait for Theirs`. Can they name every type in it?")
            .run(others_could_write_a_policy),
        Check::seams("seams-ask-for-nothing-in-vain", "the seams ask for nothing in vain")
            .level(Level::L5)
            .hint("Which method of your traits could go, and nobody would notice?")
            .run(seams_ask_for_nothing_in_vain),
    ]
}

fn core_knows_its_policies_by_their_traits(build: Subject) {
    // The compiler says which trait a field holds, so there must be a shop.
    let _market = Market::open(build, cups_and_teas(1, 1));
    seams::only_the_root_names_policies(promotions());
    seams::only_the_root_names_policies(retry());
}

fn others_could_write_a_policy(build: Subject) {
    let _market = Market::open(build, cups_and_teas(1, 1));
    seams::open(promotions());
    seams::open(retry());
}

fn seams_ask_for_nothing_in_vain(build: Subject) {
    let market = Market::open(build, cups_and_teas(9, 9).discount(Discount::PercentOff(10)));
    promotions().watch();
    retry().watch();
    let cart = market.filled("ann", [(2, "tea"), (1, "cup")]);
    let _view = market.view(cart);
    // What the calls return is the business of other checks.
    for answers in [
        vec![Answer::Decline],
        vec![Answer::Unavailable; 3],
        vec![Answer::TimeOut, Answer::Unavailable],
        vec![Answer::Late],
    ] {
        market.gateway.will(answers);
        let _bought = market.checkout(cart, "key-1");
        let _more = market.add(cart, 1, "tea");
    }
    market.gateway.fails();
    let _bought = market.checkout(cart, "key-1");
    seams::narrow(promotions());
    seams::narrow(retry());
}
