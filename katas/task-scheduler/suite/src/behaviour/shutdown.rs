//! The end of the work.

use kata_suite::{Check, Level, expect, expect_eq};
use task_scheduler_api::{Shutdown, SubmitError, WorkerId};

use crate::Subject;
use crate::doubles::{fails, succeeds, takes};
use crate::office::{Office, millis, once, retry, sorted};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("drain-runs-what-is-due", "a drain still runs what is due, and hands back the rest")
            .level(Level::L4)
            .weight(2)
            .hint("Sort the jobs at the moment of the call: running, due, due later, waiting for a retry. What becomes of each?")
            .run(drain_runs_what_is_due),
        Check::behaviour("abort-begins-nothing-more", "an abort begins nothing more, but waits for what runs")
            .level(Level::L4)
            .hint("When may shutdown return, and what has it to hand back then?")
            .run(abort_begins_nothing_more),
        Check::behaviour("after-a-shutdown-nothing-is-taken", "after a shutdown nothing is submitted, and no worker stays")
            .level(Level::L4)
            .hint("Try every method after the shutdown.")
            .run(after_a_shutdown_nothing_is_taken),
    ]
}

fn drain_runs_what_is_due(build: Subject) {
    let office = Office::with(build, retry(3, 3_600_000, 3_600_000));
    let retried = office.submit("retried in an hour", once(0), fails());
    let running = office.submit("running", once(5), takes(20));
    let due = office.submit("due", once(6), succeeds());
    let failing = office.submit("due, and fails", once(7), fails());
    let later = office.submit("due in an hour", once(3_600_000), succeeds());
    office.start_workers(1);
    office.wait(10);
    let left = office.close(Shutdown::Drain);
    expect_eq!(office.starts(running), [5], "when the job ran that was running at the shutdown");
    expect_eq!(
        office.starts(due),
        [25],
        "when the job ran that was due at the shutdown (a drain at 10 ms, with the worker busy until 25 ms)"
    );
    expect_eq!(office.starts(failing), [25], "when the job ran that was due at the shutdown and fails");
    expect_eq!(office.starts(later), Vec::<u64>::new(), "when the job ran that was due an hour after the shutdown");
    expect_eq!(
        left,
        sorted(vec![retried, failing, later]),
        "the jobs that were handed back: two wait for a retry, one is due later"
    );
}

fn abort_begins_nothing_more(build: Subject) {
    let office = Office::open(build);
    let running = office.submit("running", once(0), takes(20));
    let due = office.submit("due", once(1), succeeds());
    let later = office.submit("due in an hour", once(3_600_000), succeeds());
    let cancelled = office.submit("cancelled", once(3_600_000), succeeds());
    office.cancel(cancelled);
    office.start_workers(1);
    office.wait(10);
    let left = kata_suite::call("shutdown(Abort)", || office.scheduler.shutdown(Shutdown::Abort));
    let returned = millis(kata_suite::now());
    expect!(returned >= 20, "shutdown returned at {returned} ms, while a run was under way until 20 ms");
    office.join_workers();
    expect_eq!(office.effects(running), 1, "effects of the run that was under way");
    expect_eq!(
        office.starts(due),
        Vec::<u64>::new(),
        "when the job ran that was due at the shutdown, but had not begun"
    );
    expect_eq!(
        sorted(left),
        sorted(vec![due, later]),
        "the jobs that were handed back: one was due, one was due later"
    );
}

fn after_a_shutdown_nothing_is_taken(build: Subject) {
    let office = Office::open(build);
    let left = office.submit("left", once(1000), succeeds());
    office.start_workers(2);
    office.wait(10);
    expect_eq!(office.close(Shutdown::Abort), [left], "the jobs that were handed back");
    let refused = office.try_submit(office.job("late", once(20), succeeds()));
    expect_eq!(refused, Err(SubmitError::ShutDown), "submitting after the shutdown");
    expect_eq!(office.close(Shutdown::Abort), [], "the jobs that a second shutdown handed back");
    // It returns at once, or this check ends in a deadlock.
    kata_suite::call("run_worker(W3)", || office.scheduler.run_worker(WorkerId::new(3)));
    office.wait(2000);
    expect_eq!(office.runs(), [], "what ran after the shutdown");
}
