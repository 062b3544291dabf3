//! What must hold of the runner, one sentence a trial.

use kata_suite::{CheckInfo, CheckReport, Group, Level, Outcome};
use libtest_mimic::{Failed, Trial};

use crate::batches;
use crate::runs::{Run, judge, run, run_with};

const EXIT_MEMORY: i32 = 86;
const EXIT_SPINNING: i32 = 87;
const SIGSEGV: i32 = 11;

pub(crate) type Test = fn() -> Result<(), Failed>;

pub(crate) fn all() -> Vec<Trial> {
    let tests: Vec<(&str, Test)> = vec![
        ("describe_lists_the_checks_in_the_suites_order", describe_lists_the_checks_in_the_suites_order),
        ("list_names_each_check", list_names_each_check),
        ("exact_runs_one_check_alone", exact_runs_one_check_alone),
        ("a_missed_check_fails_its_trial_in_words", a_missed_check_fails_its_trial_in_words),
        ("a_right_counter_passes_every_check", a_right_counter_passes_every_check),
        ("a_passed_exploration_says_how_much_was_explored", a_passed_exploration_says_how_much_was_explored),
        ("a_lost_update_is_found_with_its_lines", a_lost_update_is_found_with_its_lines),
        ("the_same_miss_is_reported_the_same_every_time", the_same_miss_is_reported_the_same_every_time),
        ("a_reported_schedule_fails_again", a_reported_schedule_fails_again),
        ("a_damaged_schedule_is_inconclusive", a_damaged_schedule_is_inconclusive),
        ("an_extension_left_out_is_not_attempted", an_extension_left_out_is_not_attempted),
        ("an_unwritten_method_is_named_as_such", an_unwritten_method_is_named_as_such),
        ("an_endless_loop_is_ended_by_the_watchdog", an_endless_loop_is_ended_by_the_watchdog),
        ("a_lock_taken_twice_is_a_deadlock", a_lock_taken_twice_is_a_deadlock),
        ("a_wait_that_nobody_ends_is_a_livelock", a_wait_that_nobody_ends_is_a_livelock),
        ("endless_recursion_ends_in_a_segmentation_fault", endless_recursion_ends_in_a_segmentation_fault),
        ("memory_without_bound_has_its_own_exit_code", memory_without_bound_has_its_own_exit_code),
    ];
    tests.into_iter().chain(batches::TESTS).map(|(name, test)| Trial::test(name, test)).collect()
}

fn reported(run: Run) -> CheckReport {
    run.report.expect("a report was written")
}

fn describe_lists_the_checks_in_the_suites_order() -> Result<(), Failed> {
    let described: Vec<CheckInfo> = serde_json::from_str(&run("locked", &["--describe"]).stdout)?;
    let ids: Vec<_> = described.iter().map(|info| info.id.as_str()).collect();
    assert_eq!(ids, ["one-add-counts", "reset-starts-again", "no-add-is-lost"]);
    assert_eq!((described[2].group, described[2].level), (Group::Concurrency, Level::L4));
    assert_eq!(described[0].hint.as_deref(), Some("What does get return?"));
    Ok(())
}

fn list_names_each_check() -> Result<(), Failed> {
    let listed = run("locked", &["--list"]).stdout;
    assert!(listed.contains("no-add-is-lost: test"), "{listed}");
    Ok(())
}

fn a_missed_check_fails_its_trial_in_words() -> Result<(), Failed> {
    let run = run("racy", &["no-add-is-lost"]);
    assert_eq!(run.code, Some(101));
    assert!(run.stdout.contains("failed: two threads added one each: got 1, expected 2"), "{}", run.stdout);
    Ok(())
}

fn exact_runs_one_check_alone() -> Result<(), Failed> {
    let run = run("locked", &["--exact", "one-add-counts"]);
    assert!(run.stdout.contains("1 passed"), "{}", run.stdout);
    assert_eq!(run.code, Some(0));
    Ok(())
}

fn a_right_counter_passes_every_check() -> Result<(), Failed> {
    let run = run("locked", &[]);
    assert!(run.stdout.contains("3 passed; 0 failed"), "{}", run.stdout);
    assert_eq!(run.code, Some(0));
    Ok(())
}

fn a_passed_exploration_says_how_much_was_explored() -> Result<(), Failed> {
    let report = reported(judge("locked", "no-add-is-lost"));
    let explored = report.explored.expect("it was explored");
    assert_eq!(report.outcome, Outcome::Passed);
    assert!(explored.exhaustive && explored.schedules > 1, "{explored:?}");
    Ok(())
}

fn a_lost_update_is_found_with_its_lines() -> Result<(), Failed> {
    let report = reported(judge("racy", "no-add-is-lost"));
    assert_eq!(
        (report.outcome, report.message.as_str()),
        (Outcome::Failed, "two threads added one each: got 1, expected 2")
    );
    let operations: Vec<_> = report.evidence.timeline.iter().map(|step| step.op.as_str()).collect();
    assert!(operations.contains(&"load") && operations.contains(&"store"), "{operations:?}");
    assert_eq!(report.evidence.preemptions, Some(1));
    Ok(())
}

fn the_same_miss_is_reported_the_same_every_time() -> Result<(), Failed> {
    let first = reported(judge("racy", "no-add-is-lost"));
    for _ in 0..10 {
        assert_eq!(reported(judge("racy", "no-add-is-lost")), first);
    }
    Ok(())
}

fn a_reported_schedule_fails_again() -> Result<(), Failed> {
    let first = reported(judge("racy", "no-add-is-lost"));
    let schedule = first.evidence.schedule.clone().expect("a schedule to run again");
    let again = run_with("racy", &["--judge", "no-add-is-lost"], &[("KATA_SCHEDULE", &schedule)]);
    let again = reported(again);
    assert_eq!((again.outcome, again.message), (first.outcome, first.message));
    assert_eq!(again.evidence.timeline, first.evidence.timeline);
    Ok(())
}

fn a_damaged_schedule_is_inconclusive() -> Result<(), Failed> {
    let run = run_with("racy", &["--judge", "no-add-is-lost"], &[("KATA_SCHEDULE", "no schedule at all")]);
    assert_eq!(reported(run).outcome, Outcome::Inconclusive);
    Ok(())
}

fn an_extension_left_out_is_not_attempted() -> Result<(), Failed> {
    let run = judge("locked", "reset-starts-again");
    assert_eq!(run.code, Some(0));
    let report = reported(run);
    assert_eq!(
        (report.outcome, report.message.as_str()),
        (Outcome::NotAttempted, "`reset` still has its default body")
    );
    Ok(())
}

fn an_unwritten_method_is_named_as_such() -> Result<(), Failed> {
    let report = reported(judge("unwritten", "one-add-counts"));
    assert_eq!(report.outcome, Outcome::Failed);
    assert!(report.message.starts_with("not written yet: the call reached `todo!()`"), "{report:?}");
    Ok(())
}

fn an_endless_loop_is_ended_by_the_watchdog() -> Result<(), Failed> {
    let run = judge("spinning", "one-add-counts");
    assert_eq!(run.code, Some(EXIT_SPINNING));
    assert_eq!(reported(run).outcome, Outcome::TimedOut);
    Ok(())
}

fn a_lock_taken_twice_is_a_deadlock() -> Result<(), Failed> {
    let report = reported(judge("relocking", "one-add-counts"));
    assert_eq!(report.outcome, Outcome::Deadlocked);
    assert!(!report.evidence.notes.is_empty(), "who holds what is missing: {report:?}");
    Ok(())
}

fn a_wait_that_nobody_ends_is_a_livelock() -> Result<(), Failed> {
    assert_eq!(reported(judge("waiting", "one-add-counts")).outcome, Outcome::Livelocked);
    Ok(())
}

fn endless_recursion_ends_in_a_segmentation_fault() -> Result<(), Failed> {
    let run = judge("recursing", "one-add-counts");
    assert_eq!(run.signal, Some(SIGSEGV));
    assert!(run.report.is_none());
    Ok(())
}

fn memory_without_bound_has_its_own_exit_code() -> Result<(), Failed> {
    let run = judge("hoarding", "one-add-counts");
    assert_eq!(run.code, Some(EXIT_MEMORY));
    assert!(run.report.is_none());
    Ok(())
}
