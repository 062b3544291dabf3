//! What becomes of a twist: not attempted, judged, or told in the learner's words why it cannot be called.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kata_grade::{Cancel, Grader, Options, Request, Source};
use kata_verdict::{Group, Level, Outcome, Submission, Tier, Verdict};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn grader() -> &'static Grader {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| {
        let options = Options { root: root(), kata: "parking-lot".to_owned(), jobs: 0, incremental: false };
        Grader::open(options, &mut |_| {}).unwrap()
    })
}

/// The verdict on the twists of the accepted lot that has both, with this in its root file in the place of that.
fn judged(from: &str, to: &str) -> Verdict {
    let src = root().join("solutions/parking-lot/accepted/one-lock-with-twists/src");
    let mut files = Vec::new();
    for entry in fs::read_dir(src).unwrap().map(Result::unwrap) {
        let mut text = fs::read_to_string(entry.path()).unwrap();
        if entry.file_name() == "lib.rs" {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        files.push((Path::new("src").join(entry.file_name()), text.into_bytes()));
    }
    let request = Request { group: Some(Group::Twist), ..Request::whole(Tier::Quick, Level::L6) };
    grader().grade(&Source::Files(files), &request, &Cancel::default(), &mut |_| {}).unwrap()
}

/// What became of the checks of one twist.
fn outcomes(verdict: &Verdict, twist: &str) -> Vec<Outcome> {
    assert_eq!(verdict.submission, Submission::Graded, "{}", verdict.diagnostics);
    let own = verdict.checks.iter().filter(|check| check.info.twist.as_deref() == Some(twist));
    let mut outcomes: Vec<Outcome> = own.map(|check| check.outcome).collect();
    outcomes.dedup();
    outcomes
}

#[test]
fn a_twist_is_attempted_as_soon_as_the_root_has_its_build_function() {
    let both = judged("", "");
    assert_eq!(outcomes(&both, "electric"), [Outcome::Passed]);
    assert_eq!(outcomes(&both, "bikes"), [Outcome::Passed]);
    let one = judged("pub fn build_with_electric", "pub fn electric");
    assert_eq!(outcomes(&one, "electric"), [Outcome::NotAttempted]);
    assert_eq!(outcomes(&one, "bikes"), [Outcome::Passed]);
    let message = &one.checks.iter().find(|check| check.outcome == Outcome::NotAttempted).unwrap().message;
    assert_eq!(message, "the root has no `pub fn build_with_electric`");
}

#[test]
fn an_imported_build_function_counts_as_well() {
    let moved = judged(
        "pub fn build_with_bikes",
        "pub use self::late::*;\nmod late { pub use super::share as build_with_bikes; }\npub fn share",
    );
    // A glob into a module of the same file says nothing of names; what is written out does.
    assert_eq!(outcomes(&moved, "bikes"), [Outcome::NotAttempted]);
    let named = judged("pub fn build_with_bikes", "pub use self::share as build_with_bikes;\npub fn share");
    assert_eq!(outcomes(&named, "bikes"), [Outcome::Passed]);
}

#[test]
fn a_wrong_signature_is_explained_as_that_of_build_is() {
    let wanted = "`build_with_bikes` must be `pub fn build_with_bikes(config: Config, ports: Ports, seams: Seams, bikes: Bikes) \
                  -> Arc<dyn BikeParkingLot>` (src/lib.rs:";
    for (from, to, why) in [
        ("bikes: Bikes)", "bikes: Bikes, _: u8)", "this function takes 5 arguments but 4 arguments were supplied"),
        ("Arc<dyn BikeParkingLot> {", "Arc<dyn ParkingLot> {", "found trait `ParkingLot`"),
    ] {
        let verdict = judged(from, to);
        assert_eq!(verdict.submission, Submission::DoesNotCompile, "{to}");
        let first = &verdict.next[0];
        assert!(first.starts_with(wanted) && first.contains(why), "{first}");
        for ours in ["parking_lot_suite", "kata_", "twist)", "Option::Some", "(config, ports"] {
            assert!(!verdict.diagnostics.contains(ours), "`{ours}` shows in {}", verdict.diagnostics);
        }
    }
}
