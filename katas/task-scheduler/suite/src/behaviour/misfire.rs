//! Occurrences that were missed because a run took too long.

use kata_suite::{Check, Level, expect_eq};
use task_scheduler_api::{Config, Misfire, Trigger};

use crate::Subject;
use crate::doubles::slow_at_first;
use crate::office::{ORIGIN, Office, every, millis};

const MINUTE: u64 = 60_000;

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("missed-occurrences-are-skipped", "with Skip, no missed occurrence runs")
            .level(Level::L6)
            .hint("Which is the first planned instant that was not missed? Mind the one that is planned for this very instant.")
            .run(skipped),
        Check::behaviour("missed-occurrences-run-once", "with RunOnce, the latest missed occurrence runs in place of all")
            .level(Level::L6)
            .hint("Of those that were missed one runs: which, and when was it planned?")
            .run(run_once),
        Check::behaviour("missed-occurrences-are-caught-up", "with CatchUp, all missed occurrences run, oldest first")
            .level(Level::L6)
            .hint("None may be left out, and each keeps the time for which it was planned.")
            .run(caught_up),
        Check::behaviour("missed-cron-times-follow-the-mode", "missed times of a cron job follow the mode as well")
            .level(Level::L6)
            .hint("What is missed is planned after the last occurrence and before now, whatever the trigger.")
            .run(missed_cron_times),
    ]
}

/// When the runs of a job were planned and when they began, whose first run takes `slow` ms. Counted from the call, so
/// that a check can look at several jobs, one after the other.
fn observe(build: Subject, trigger: Trigger, misfire: Misfire, slow: u64, wait: u64) -> Vec<(u64, u64)> {
    let start = kata_suite::now();
    let office = Office::at_present(build, Config::default());
    office.submit_with("tick", trigger, misfire, slow_at_first(slow));
    office.start_workers(1);
    office.wait(wait);
    let runs = office.begun.entries();
    runs.iter().map(|run| (millis(run.what.planned.since(ORIGIN)), millis(run.at - start))).collect()
}

fn skipped(build: Subject) {
    let observed = observe(build, every(0, 100), Misfire::Skip, 350, 550);
    let expected = [(0, 0), (400, 400), (500, 500)];
    expect_eq!(observed, expected, "every 100 ms, with a first run of 350 ms: planned for, and began at");
    let observed = observe(build, every(0, 100), Misfire::Skip, 200, 350);
    let expected = [(0, 0), (200, 200), (300, 300)];
    expect_eq!(observed, expected, "every 100 ms, with a first run of 200 ms sharp: planned for, and began at");
}

fn run_once(build: Subject) {
    let observed = observe(build, every(0, 100), Misfire::RunOnce, 350, 550);
    let expected = [(0, 0), (300, 350), (400, 400), (500, 500)];
    expect_eq!(observed, expected, "every 100 ms, with a first run of 350 ms: planned for, and began at");
    let observed = observe(build, every(0, 100), Misfire::RunOnce, 50, 250);
    expect_eq!(
        observed,
        [(0, 0), (100, 100), (200, 200)],
        "every 100 ms, with nothing missed: planned for, and began at"
    );
}

fn caught_up(build: Subject) {
    let observed = observe(build, every(0, 100), Misfire::CatchUp, 350, 550);
    let expected = [(0, 0), (100, 350), (200, 350), (300, 350), (400, 400), (500, 500)];
    expect_eq!(observed, expected, "every 100 ms, with a first run of 350 ms: planned for, and began at");
}

fn missed_cron_times(build: Subject) {
    let cron: Trigger = Trigger::Cron("* * * * *".parse().unwrap_or_else(|_| kata_suite::complain("a fault of ours")));
    let late = 3 * MINUTE + 30_000;
    for (misfire, expected) in [
        (Misfire::Skip, vec![(1, 60_000), (5, 300_000)]),
        (Misfire::RunOnce, vec![(1, 60_000), (4, 270_000), (5, 300_000)]),
        (Misfire::CatchUp, vec![(1, 60_000), (2, 270_000), (3, 270_000), (4, 270_000), (5, 300_000)]),
    ] {
        let observed = observe(build, cron.clone(), misfire, late, 5 * MINUTE + 1);
        let expected: Vec<_> = expected.iter().map(|&(minute, began)| (minute * MINUTE, began)).collect();
        expect_eq!(
            observed,
            expected,
            "every minute, with a first run of 3:30 minutes and {misfire:?}: planned for, and began at"
        );
    }
}
