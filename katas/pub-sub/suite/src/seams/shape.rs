//! What the source declares.

use kata_suite::{Check, Level, seams, settle_ready};
use pub_sub_api::Overflow;

use super::{delivery, overflow};
use crate::Subject;
use crate::doubles::{Gate, behind, fails};
use crate::newsroom::{Newsroom, retry, settle};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("overflow-is-a-seam", "overflow is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `overflow` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(overflow())),
        Check::seams("delivery-is-a-seam", "delivery is a seam")
            .level(Level::L6)
            .weight(2)
            .hint("A field `delivery` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(delivery())),
        Check::seams("core-knows-its-policies-by-their-traits", "the core knows its policies by their traits")
            .level(Level::L5)
            .hint("Search for the names of your policies outside of `Seams::new`.")
            .run(core_knows_its_policies_by_their_traits),
        Check::seams("others-could-write-a-policy", "others could write a policy")
            .level(Level::L5)
            .hint("Somebody in another module writes `impl YourTrait for Theirs`. Can they name every type in it?")
            .run(others_could_write_a_policy),
        Check::seams("seams-ask-for-nothing-in-vain", "the seams ask for nothing in vain")
            .level(Level::L6)
            .hint("Which method of your traits could go, and nobody would notice?")
            .run(seams_ask_for_nothing_in_vain),
    ]
}

fn core_knows_its_policies_by_their_traits(build: Subject) {
    // The compiler says which trait a field holds, so there must be a broker.
    let _news = Newsroom::open(build);
    seams::only_the_root_names_policies(overflow());
    seams::only_the_root_names_policies(delivery());
}

fn others_could_write_a_policy(build: Subject) {
    let _news = Newsroom::open(build);
    seams::open(overflow());
    seams::open(delivery());
}

fn seams_ask_for_nothing_in_vain(build: Subject) {
    let (news, gate) = (Newsroom::with(build, retry(3, 100, 100)), Gate::shut());
    news.join_queue("orders", "oldest", behind(&gate), 1, Overflow::DropOldest);
    news.join_queue("orders", "newest", behind(&gate), 1, Overflow::DropNewest);
    news.join_as("parcels", "failing", fails());
    news.publish("orders", "m0");
    settle_ready();
    news.publish_all("orders", &["m1", "m2"]);
    news.publish("parcels", "p0");
    gate.open();
    settle();
    seams::narrow(overflow());
    seams::narrow(delivery());
}
