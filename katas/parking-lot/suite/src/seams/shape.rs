//! What the source declares.

use std::time::Duration;

use kata_suite::{Check, Level, seams};

use super::{allocation, pricing};
use crate::Subject;
use crate::doubles::Answer;
use crate::town::{Town, levels};

pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("allocation-is-a-seam", "allocation is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `allocation` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(allocation())),
        Check::seams("pricing-is-a-seam", "pricing is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `pricing` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(pricing())),
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
    // The compiler says which trait a field holds, so there must be a lot.
    let _town = Town::open(build, levels([(1, ["compact"])]));
    seams::only_the_root_names_policies(allocation());
    seams::only_the_root_names_policies(pricing());
}

fn others_could_write_a_policy(build: Subject) {
    let _town = Town::open(build, levels([(1, ["compact"])]));
    seams::open(allocation());
    seams::open(pricing());
}

fn seams_ask_for_nothing_in_vain(build: Subject) {
    let town = Town::open(build, levels([(2, ["compact", "large"]), (1, ["large", "compact"])]));
    allocation().watch();
    pricing().watch();
    let tickets: Vec<_> =
        ["KA-01", "KA-02", "KA-03"].into_iter().filter_map(|plate| town.park(plate, "car").ok()).collect();
    let _full = town.park("KA-04", "van");
    town.wait(Duration::from_secs(7200));
    town.gateway.will([Answer::Decline]);
    // What the calls return is the business of other checks.
    for ticket in tickets.iter().chain(&tickets) {
        let _left = town.exit(ticket.id);
    }
    seams::narrow(allocation());
    seams::narrow(pricing());
}
