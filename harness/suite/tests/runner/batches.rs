//! What must hold of a runner that judges by several checks in one process, one sentence a trial.

use std::collections::BTreeMap;

use kata_suite::{CheckReport, Outcome};
use libtest_mimic::Failed;

use crate::runs::{Run, judge_all, run_with};
use crate::trials::Test;

/// `reset` is in the middle: what it does to the process must show in no other report.
const ALL: [&str; 3] = ["one-add-counts", "reset-starts-again", "no-add-is-lost"];
const SUBJECTS: [&str; 9] = [
    "locked",
    "racy",
    "unwritten",
    "relocking",
    "waiting",
    "spinning-later",
    "recursing-later",
    "hoarding-later",
    "panicking-later",
];

pub(crate) const TESTS: [(&str, Test); 6] = [
    ("a_report_is_the_same_in_any_company", a_report_is_the_same_in_any_company),
    ("what_ends_the_process_leaves_the_reports_before_it", what_ends_the_process_leaves_the_reports_before_it),
    ("a_check_in_a_loop_is_the_last_one_reported", a_check_in_a_loop_is_the_last_one_reported),
    (
        "a_first_check_that_leaks_is_reported_and_ends_the_process",
        a_first_check_that_leaks_is_reported_and_ends_the_process,
    ),
    ("a_later_check_that_leaks_is_left_to_the_next_process", a_later_check_that_leaks_is_left_to_the_next_process),
    ("a_check_that_the_suite_does_not_have_is_an_error", a_check_that_the_suite_does_not_have_is_an_error),
];

fn ids(run: &Run) -> Vec<&str> {
    run.reports.keys().map(String::as_str).collect()
}

/// Whatever is reported of a check that is not the first is what the check alone is reported as, to the last word.
fn a_report_is_the_same_in_any_company() -> Result<(), Failed> {
    for subject in SUBJECTS {
        let alone: BTreeMap<String, CheckReport> = ALL.iter().flat_map(|id| impatient(subject, &[id])).collect();
        for order in [ALL, [ALL[2], ALL[0], ALL[1]], [ALL[1], ALL[2], ALL[0]]] {
            for (id, report) in impatient(subject, &order) {
                assert_eq!(Some(&report), alone.get(&id), "{subject}: {id} in {order:?}");
            }
        }
    }
    Ok(())
}

/// Loops are as endless after a tenth of the time.
fn impatient(subject: &str, ids: &[&str]) -> BTreeMap<String, CheckReport> {
    run_with(subject, &[&["--judge"], ids].concat(), &[("KATA_PATIENCE_MS", "100")]).reports
}

fn what_ends_the_process_leaves_the_reports_before_it() -> Result<(), Failed> {
    for subject in ["recursing-later", "hoarding-later"] {
        let run = judge_all(subject, &ALL);
        assert_eq!(ids(&run), ["one-add-counts"], "{subject}");
        assert_eq!(run.reports["one-add-counts"].outcome, Outcome::Passed, "{subject}");
        assert_ne!(run.code, Some(0), "{subject}");
    }
    Ok(())
}

fn a_check_in_a_loop_is_the_last_one_reported() -> Result<(), Failed> {
    let run = judge_all("spinning-later", &ALL);
    assert_eq!(run.code, Some(87));
    assert_eq!(ids(&run), ["one-add-counts", "reset-starts-again"]);
    assert_eq!(run.reports["reset-starts-again"].outcome, Outcome::TimedOut);
    Ok(())
}

fn a_first_check_that_leaks_is_reported_and_ends_the_process() -> Result<(), Failed> {
    let run = judge_all("leaking", &ALL);
    assert_eq!((ids(&run), run.code), (vec!["one-add-counts"], Some(0)));
    assert_eq!(run.reports["one-add-counts"].outcome, Outcome::Passed);
    Ok(())
}

fn a_later_check_that_leaks_is_left_to_the_next_process() -> Result<(), Failed> {
    let run = judge_all("leaking-later", &ALL);
    assert_eq!((ids(&run), run.code), (vec!["one-add-counts"], Some(0)));
    assert_eq!(ids(&judge_all("leaking-later", &ALL[1..])), ["reset-starts-again"]);
    Ok(())
}

fn a_check_that_the_suite_does_not_have_is_an_error() -> Result<(), Failed> {
    let run = judge_all("locked", &["one-add-counts", "no-such-check"]);
    assert_eq!((ids(&run), run.code), (vec!["one-add-counts"], Some(1)));
    Ok(())
}
