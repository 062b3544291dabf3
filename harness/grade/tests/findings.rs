//! A verdict carries what the design review found, and a correct submission passes whatever that is.

mod support;

use kata_grade::{Cancel, Grader, Request};
use kata_verdict::{ExitCode, Group, Submission, Verdict};
use support::{GOOD, everything, files, toy};

fn grade(grader: &Grader, text: &str, request: &Request) -> Verdict {
    grader.grade(&files(&[("src/lib.rs", text)]), request, &Cancel::default(), &mut |_| {}).unwrap()
}

/// A function that does not fit on a screen.
fn long() -> String {
    format!("{GOOD}\nfn chores() {{\n{}}}\n", "    drop(1);\n".repeat(70))
}

fn rules(verdict: &Verdict) -> Vec<&str> {
    verdict.findings.iter().map(|finding| finding.rule.as_str()).collect()
}

#[test]
fn a_judged_submission_is_reviewed_where_its_design_was_asked_for() {
    let grader = toy();
    let whole = grade(&grader, &long(), &everything());
    assert_eq!(rules(&whole), ["long-function"]);
    let site = &whole.findings[0].sites[0];
    assert_eq!((site.file.as_str(), site.line), ("src/lib.rs", GOOD.lines().count() + 2));

    let one_group = grade(&grader, &long(), &Request { group: Some(Group::Behaviour), ..everything() });
    let one_check = grade(&grader, &long(), &Request { check: Some("acts".to_owned()), ..everything() });
    assert_eq!((rules(&one_group), rules(&one_check)), (vec![], vec![]));
    let a_proof = grade(&grader, &long(), &Request { focus: Some(vec!["acts".to_owned()]), ..everything() });
    assert_eq!((a_proof.checks.len(), rules(&a_proof)), (whole.checks.len(), vec![]));
    let broken = grade(&grader, &format!("{}\nlet", long()), &everything());
    assert_eq!((broken.submission, rules(&broken)), (Submission::DoesNotCompile, vec![]));
}

#[test]
fn findings_never_fail_a_check_and_leave_signal_and_exit_code_alone() {
    let grader = toy();
    let stub = GOOD.replace("fn rest(&self) {}", "fn rest(&self) { unimplemented!() }");
    let (plain, stubbed) = (grade(&grader, GOOD, &everything()), grade(&grader, &stub, &everything()));
    assert_eq!((rules(&plain), rules(&stubbed)), (vec![], vec!["stub-in-impl"]));
    let outcomes = |verdict: &Verdict| verdict.checks.iter().map(|check| check.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(&plain), outcomes(&stubbed));
    assert_eq!(ExitCode::of(&plain), ExitCode::of(&stubbed));
    // Of so few points a twentieth is none.
    assert_eq!((plain.signal, plain.score), (stubbed.signal, stubbed.score));
}
