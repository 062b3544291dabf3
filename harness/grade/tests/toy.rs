//! A framework in miniature proves the grader itself: what it makes of each way in which a check can end.

mod support;

use kata_verdict::{Outcome, Submission};
use support::{GOOD, check, everything, grade, toy};

#[test]
fn each_way_in_which_a_check_ends_has_its_own_outcome() {
    let grader = toy();
    let verdict = grade(&grader, GOOD, &everything()).unwrap();
    assert_eq!(verdict.submission, Submission::Graded, "{}", verdict.diagnostics);
    let outcomes: Vec<_> = verdict.checks.iter().map(|check| (check.info.id.as_str(), check.outcome)).collect();
    assert_eq!(
        outcomes,
        [
            ("acts", Outcome::Passed),
            ("out-of-memory", Outcome::Crashed),
            ("no-progress", Outcome::TimedOut),
            ("no-report", Outcome::Inconclusive),
            ("garbled-report", Outcome::Inconclusive),
            ("floods", Outcome::Passed),
            ("is-killed", Outcome::Inconclusive),
            ("aborts", Outcome::Crashed),
            ("is-alone", Outcome::Passed),
        ]
    );
    assert!(verdict.checks[1].message.contains("256 MiB"), "{}", verdict.checks[1].message);
    assert!(verdict.checks[3].message.contains("lost"), "{}", verdict.checks[3].message);
}

#[test]
fn a_recursion_without_end_is_a_stack_overflow() {
    let text = GOOD.replace("42", "self.act() + 1");
    let judged = check(&toy(), &text, "acts");
    assert_eq!(judged.outcome, Outcome::Crashed);
    assert!(judged.message.contains("stack overflowed"), "{}", judged.message);
}
