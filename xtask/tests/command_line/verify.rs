//! `verify` proves a kata both ways, and says what falls short.

use serde_json::{Value, json};

use crate::toy::Toy;

#[test]
fn the_json_form_has_exactly_the_promised_fields() {
    let toy = Toy::shared();
    let ran = toy.run(&["verify", "toy", "--format", "json"]).code(1);
    let report: Value = serde_json::from_str(&ran.out).expect("one JSON object");
    let flaw = |id: &str, group: &str, level: &str, failed_by: &[&str]| json!({ "id": id, "group": group, "level": level, "failed_by": failed_by });
    let expected = json!({ "katas": [{
        "kata": "toy",
        "starter": { "compiles": true, "failed": ["answers-42", "one-winner"] },
        "accepted": [
            { "name": "counted", "passed": true, "failed_checks": [] },
            { "name": "plain", "passed": true, "failed_checks": [] },
        ],
        "flawed": [
            { "name": "off-by-one", "expected": ["answers-42"], "failed": ["answers-42"], "caught": true },
            {
                "name": "shape",
                "expected": ["one-winner", "nobody-waits"],
                "failed": ["one-winner", "nobody-waits"],
                "caught": true,
            },
        ],
        "checks": [
            flaw("answers-42", "behaviour", "L3", &["off-by-one"]),
            flaw("rests", "behaviour", "L4", &[]),
            flaw("one-winner", "concurrency", "L4", &["shape"]),
            flaw("nobody-waits", "contention", "L6", &["shape"]),
        ],
    }]});
    assert_eq!(report, expected);
    ran.complains("toy: no flaw fails rests");
}

#[test]
fn what_falls_short_is_said_in_sentences() {
    let toy = Toy::shared();
    let ran = toy.run(&["verify"]).code(1);
    ran.says("accepted  2 of 2 pass everything")
        .says("toy: flawed/shape fails 2 of 4 checks, more than a quarter")
        .says("toy: 2 behaviour checks: at least 12 are needed")
        .says("toy: 2 flawed solutions: at least 16 are needed")
        .says("toy: kata.toml has 0 clarifications: at least 8 are needed");
}

#[test]
fn a_flaw_that_is_not_caught_and_an_accepted_solution_that_fails_are_named() {
    let toy = Toy::alone();
    let edit = |path: &str, from: &str, to: &str| {
        let path = toy.root().join("solutions/toy").join(path);
        let text = std::fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(from), "{text}");
        std::fs::write(path, text.replace(from, to)).expect("it can be written");
    };
    edit("accepted/counted/src/lib.rs", "40 + 2", "40 + 3");
    edit("flawed/off-by-one.patch", "fails: answers-42", "fails: rests, one-winer");
    let ran = toy.run(&["verify"]).code(1);
    ran.says("accepted/counted: answers-42 failed: act() gave 43, and should give 42")
        .says("flawed/off-by-one is not caught at rests; it fails answers-42")
        .says("flawed/off-by-one names no check of the suite: one-winer: did you mean one-winner?");
}

#[test]
fn a_patch_that_does_not_apply_is_a_setup_error() {
    let toy = Toy::alone();
    let path = toy.root().join("solutions/toy/accepted/plain/src/lib.rs");
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(path, text.replace("        42\n", "        6 * 7\n")).expect("it can be written");
    toy.run(&["verify"]).code(2).complains("off-by-one.patch: does not apply to src/lib.rs: error applying hunk #1");
}
