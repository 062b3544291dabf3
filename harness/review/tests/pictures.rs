//! The pictures of accepted designs, one of each style, as snapshots: one look says whether a whiteboard would show the
//! same. After a change to such a design: `INSTA_UPDATE=always cargo test -p kata-review --test pictures`, and look.

mod support;

use support::{api, root, sources};

/// One lock, a lock for each level, a lock for each class and closures, atomics, an actor, a type for each phase.
const DESIGNS: [&str; 6] = ["one-lock", "lock-per-level", "class-shelves", "spot-claims", "actor", "phases"];

/// Calls `see` with the name and the picture of each design.
fn for_each_design(see: impl Fn(&str, &kata_review::picture::Picture)) {
    for design in DESIGNS {
        let files = sources(&root().join("solutions/parking-lot/accepted").join(design));
        see(design, &kata_review::picture(&files, &api("parking-lot")));
    }
}

#[test]
fn accepted_designs_as_text() {
    for_each_design(|design, picture| insta::assert_snapshot!(format!("{design}-text"), picture.text()));
}

#[test]
fn accepted_designs_as_mermaid() {
    for_each_design(|design, picture| insta::assert_snapshot!(format!("{design}-mermaid"), picture.mermaid()));
}
