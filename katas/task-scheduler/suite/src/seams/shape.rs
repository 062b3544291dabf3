//! What the source declares.

use kata_suite::{Check, Level, seams};

use super::{misfire, retry};
use crate::Subject;
use crate::doubles::{fails_first, slow_at_first};
use crate::office::{Office, every, once};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::seams("retry-is-a-seam", "retry is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `retry` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(retry())),
        Check::seams("misfire-is-a-seam", "misfire is a seam")
            .level(Level::L5)
            .weight(2)
            .hint("A field `misfire` of `Seams`, whose type is a trait of your own in a box.")
            .run(|_build: Subject| seams::declared(misfire())),
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
    // The compiler says which trait a field holds, so there must be a scheduler.
    let _office = Office::open(build);
    seams::only_the_root_names_policies(retry());
    seams::only_the_root_names_policies(misfire());
}

fn others_could_write_a_policy(build: Subject) {
    let _office = Office::open(build);
    seams::open(retry());
    seams::open(misfire());
}

fn seams_ask_for_nothing_in_vain(build: Subject) {
    let office = Office::open(build);
    office.submit("fails first", once(0), fails_first(1));
    office.submit("fails always", once(0), fails_first(u32::MAX));
    office.submit("too slow", every(0, 100), slow_at_first(350));
    office.start_workers(2);
    office.wait(1000);
    seams::narrow(retry());
    seams::narrow(misfire());
}
