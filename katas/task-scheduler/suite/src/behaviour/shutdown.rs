//! The end of the work.

use std::sync::Arc;

use kata_suite::{Check, Level, expect, expect_eq, expect_no_thread_left};
use task_scheduler_api::{Config, Misfire, Shutdown, Status, SubmitError, WorkerId};

use crate::Subject;
use crate::doubles::{Body, effect, fails, succeeds, takes};
use crate::office::{Office, every, millis, once, retry, sorted};

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
        Check::behaviour("no-thread-is-left", "after a shutdown no thread of the scheduler's own is left")
            .level(Level::L5)
            .hint("What would make your own threads end, and who waits for them?")
            .run(no_thread_is_left),
        Check::behaviour("a-drain-runs-each-job-once", "a drain runs each job once, also one that is due again at once")
            .level(Level::L5)
            .hint("What follows from the last attempts does not begin, even if it was due before the shutdown.")
            .run(a_drain_runs_each_job_once),
        Check::behaviour(
            "a-drain-does-not-wait-for-what-was-cancelled",
            "a drain does not wait for a job that is cancelled meanwhile",
        )
        .level(Level::L5)
        .hint("How do you know that a drain is over: by counting down, or by looking at what is left?")
        .run(a_drain_does_not_wait_for_what_was_cancelled),
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

fn a_drain_runs_each_job_once(build: Subject) {
    let office = Office::with(build, retry(3, 0, 0));
    office.submit("slow", once(0), takes(50));
    let failing = office.submit("fails, and is due again at once", once(5), fails());
    let tick = office.submit_with("every 10 ms, and catches up", every(5, 10), Misfire::CatchUp, succeeds());
    office.start_workers(1);
    office.wait(40);
    let left = office.close(Shutdown::Drain);
    let starts = [failing, tick].map(|job| office.starts(job));
    expect_eq!(
        starts,
        [[50], [50]],
        "a drain at 40 ms, with the worker busy until 50 ms; when two jobs ran that were due at 5 ms, one of which failed (its next \
         attempt is due at once), and one of which had missed occurrences to catch up with"
    );
    expect_eq!(left, sorted(vec![failing, tick]), "the jobs that were handed back");
}

/// Where the drain waits for it all the same, the shutdown does not return, and this check ends in a deadlock.
fn a_drain_does_not_wait_for_what_was_cancelled(build: Subject) {
    let office = Office::open(build);
    let due = office.submit("due", once(5), succeeds());
    let scheduler = Arc::downgrade(&office.scheduler);
    let body: Body = Box::new(move |run| {
        takes(20)(run)?;
        scheduler.upgrade().map(|scheduler| scheduler.cancel(due));
        Ok(effect(run))
    });
    let slow = office.submit("cancels the other", once(0), body);
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.close(Shutdown::Drain), [], "the jobs that a drain handed back");
    expect_eq!(office.starts(due), [0; 0], "when a job ran that was due, and was cancelled during the drain");
    office.expect_status(due, Status::Cancelled, "after the drain");
    office.expect_status(slow, Status::Done, "after the drain");
}

fn no_thread_is_left(build: Subject) {
    for how in [Shutdown::Drain, Shutdown::Abort] {
        let office = Office::at_present(build, Config::default());
        office.submit("due", once(0), succeeds());
        office.submit("later", once(3_600_000), succeeds());
        office.start_workers(2);
        office.wait(5);
        office.close(how);
        kata_suite::settle_ready();
        expect_no_thread_left(&format!("after shutdown({how:?})"));
    }
}
