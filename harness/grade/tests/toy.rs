//! A framework in miniature proves the grader itself: what it makes of each way in which a check can end, of code that
//! does not compile, of what is refused, and of a run that is cancelled.

mod support;

use std::collections::BTreeSet;

use kata_grade::{Cancel, Error, Event, Grader, Request, Source};
use kata_verdict::{CheckVerdict, Outcome, Submission, Verdict};
use support::{GOOD, everything, files, toy};

/// The verdict on a submission of one file.
fn grade(grader: &Grader, text: &str, request: &Request) -> Result<Verdict, Error> {
    grader.grade(&files(&[("src/lib.rs", text)]), request, &Cancel::default(), &mut |_| {})
}

/// The verdict of one check on a submission of one file.
fn check(grader: &Grader, text: &str, id: &str) -> CheckVerdict {
    let request = Request { check: Some(id.to_owned()), ..everything() };
    let verdict = grade(grader, text, &request).unwrap();
    assert_eq!(verdict.checks.len(), 1, "{}", verdict.diagnostics);
    verdict.checks.into_iter().next().unwrap()
}

fn only(id: &str) -> Request {
    Request { check: Some(id.to_owned()), ..everything() }
}

#[test]
fn each_way_in_which_a_check_ends_has_its_own_outcome() {
    let verdict = grade(&toy(), GOOD, &everything()).unwrap();
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
    let judged = check(&toy(), &GOOD.replace("42", "self.act() + 1"), "acts");
    assert_eq!(judged.outcome, Outcome::Crashed);
    assert!(judged.message.contains("stack overflowed"), "{}", judged.message);
}

#[test]
fn a_panic_in_a_destructor_is_an_abort() {
    let text = GOOD.replace("42", "let _guard = Bomb; panic!(\"first\")")
        + "struct Bomb;\nimpl Drop for Bomb { fn drop(&mut self) { panic!(\"second\") } }";
    let judged = check(&toy(), &text, "acts");
    assert_eq!(judged.outcome, Outcome::Crashed);
    assert!(judged.message.contains("destructor"), "{}", judged.message);
}

#[test]
fn events_come_in_order_and_name_each_check_once() {
    let mut events = Vec::new();
    let source = files(&[("src/lib.rs", GOOD)]);
    toy().grade(&source, &everything(), &Cancel::default(), &mut |event| events.push(event)).unwrap();
    assert!(matches!(events[0], Event::Compiling));
    assert!(matches!(events[1], Event::Compiled { checks: 9, .. }));
    let told: BTreeSet<_> = events[2..]
        .iter()
        .map(|event| match event {
            Event::Checked(check) => check.info.id.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!((told.len(), events.len()), (9, 11));
}

#[test]
fn an_unknown_check_is_a_matter_of_setup() {
    let asked = grade(&toy(), GOOD, &only("act"));
    assert!(matches!(asked, Err(Error::Setup(message)) if message.contains("`acts`")));
}

#[test]
fn a_cancelled_run_ends_at_once_and_the_grader_goes_on() {
    let grader = toy();
    let cancel = Cancel::default();
    let source = files(&[("src/lib.rs", &GOOD.replace("42", "loop {}"))]);
    let mut cancel_when_running = |event: Event| {
        if let Event::Compiled { .. } = event {
            cancel.cancel();
        }
    };
    let cancelled = grader.grade(&source, &only("acts"), &cancel, &mut cancel_when_running);
    assert_eq!(cancelled.unwrap_err(), Error::Cancelled);
    assert_eq!(check(&grader, GOOD, "acts").outcome, Outcome::Passed);
}

#[test]
fn a_run_that_is_cancelled_while_it_compiles_gives_no_verdict() {
    let cancel = Cancel::default();
    let source = files(&[("src/lib.rs", GOOD)]);
    let cancelled = toy().grade(&source, &everything(), &cancel, &mut |_| cancel.cancel());
    assert_eq!(cancelled.unwrap_err(), Error::Cancelled);
}

#[test]
fn runs_at_once_do_not_get_in_each_others_way() {
    let graders = [toy(), toy()];
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8u32)
            .map(|n| {
                let grader = &graders[n as usize % 2];
                scope.spawn(move || check(grader, &GOOD.replace("42", &n.to_string()), "acts").message)
            })
            .collect();
        for (n, run) in runs.into_iter().enumerate() {
            assert_eq!(run.join().unwrap(), format!("act() gave {n}"));
        }
    });
}

#[test]
fn files_that_went_away_are_no_longer_part_of_the_submission() {
    let grader = toy();
    let with_module = format!("mod extra;\n{GOOD}");
    let both = files(&[("src/lib.rs", &with_module), ("src/extra.rs", "")]);
    let alone = files(&[("src/lib.rs", &with_module)]);
    let grade = |source: &Source| grader.grade(source, &only("acts"), &Cancel::default(), &mut |_| {}).unwrap();
    assert_eq!(grade(&both).submission, Submission::Graded);
    let verdict = grade(&alone);
    assert_eq!(verdict.submission, Submission::DoesNotCompile);
    assert_eq!(verdict.next, ["create the file `src/extra.rs` or `src/extra/mod.rs` (src/lib.rs:1)"]);
}

#[test]
fn the_suite_is_found_again_after_it_was_built_anew() {
    let grader = toy();
    let deps = support::toy_root().join("target/debug/deps");
    let suites = std::fs::read_dir(deps).unwrap().map(|entry| entry.unwrap().path());
    for suite in suites.filter(|path| path.to_string_lossy().contains("libtoy_suite")) {
        _ = std::fs::remove_file(suite);
    }
    assert_eq!(check(&grader, GOOD, "acts").outcome, Outcome::Passed);
}
