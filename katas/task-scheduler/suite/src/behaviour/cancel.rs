//! Jobs that are taken back.

use kata_suite::{Check, Level, expect_eq};
use task_scheduler_api::{Cancelled, JobId, Status, SubmitError};

use crate::Subject;
use crate::doubles::{fails, succeeds, takes};
use crate::office::{Office, every, once, retry};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "a-job-cancelled-before-its-run-does-not-run",
            "a job that is cancelled before its run does not run",
        )
        .level(Level::L3)
        .hint("Where could a cancelled job still be, beside the map?")
        .run(cancelled_before),
        Check::behaviour(
            "a-job-cancelled-during-its-run-runs-to-its-end",
            "a job that is cancelled during its run runs to its end",
        )
        .level(Level::L3)
        .hint("A run that has begun is not disturbed: what becomes of its effect, and what does the status say?")
        .run(cancelled_during),
        Check::behaviour("a-job-that-is-over-cannot-be-cancelled", "a job that is over cannot be cancelled")
            .level(Level::L3)
            .hint("What does cancel answer for a job that is done, cancelled or unknown, and what does it leave alone?")
            .run(cancelled_after),
        Check::behaviour(
            "nothing-follows-a-cancelled-run",
            "no retry and no dead letter follows a run that was cancelled",
        )
        .level(Level::L4)
        .hint("The run ends after the cancel. Who then decides about a retry, and does it know?")
        .run(nothing_follows),
        Check::behaviour("cancel-ends-a-recurring-job", "cancel ends a recurring job, between its runs and during one")
            .level(Level::L5)
            .hint("Who plans the next occurrence, and does it look whether anybody still wants it?")
            .run(cancel_ends_a_recurring_job),
    ]
}

fn cancelled_before(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(50), succeeds());
    let other = office.submit("other", once(50), succeeds());
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.cancel(job), Cancelled::BeforeRun, "cancelling a job 40 ms before it is due");
    office.expect_status(job, Status::Cancelled, "after the cancel");
    office.wait(100);
    expect_eq!(office.order(), ["other"], "the jobs that ran");
    office.expect_status(other, Status::Done, "at the end");
}

fn cancelled_during(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), takes(20));
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.cancel(job), Cancelled::DuringRun, "cancelling a job 10 ms after its handler was called");
    office.expect_status(job, Status::Cancelled, "after the cancel");
    let next = office.submit("report", once(1000), succeeds());
    office.wait(50);
    expect_eq!(office.effects(job), 1, "effects of the run that was under way");
    office.expect_status(job, Status::Cancelled, "after the run has ended");
    expect_next_keeps_the_key(&office, next, "report");
}

/// A job was cancelled during its run, and another one was given its key; the run has ended since then.
fn expect_next_keeps_the_key(office: &Office, next: JobId, key: &str) {
    let twin = office.try_submit(office.job(key, once(1000), succeeds()));
    expect_eq!(
        twin,
        Err(SubmitError::DuplicateKey(key.into())),
        "submitting a job with the key of {next}, which was submitted while a cancelled job with that key still ran"
    );
}

fn cancelled_after(build: Subject) {
    let office = Office::open(build);
    let (done, cancelled) =
        (office.submit("done", once(0), succeeds()), office.submit("cancelled", once(1000), succeeds()));
    office.cancel(cancelled);
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.cancel(done), Cancelled::TooLate, "cancelling a job that is done");
    office.expect_status(done, Status::Done, "after a cancel that came too late");
    expect_eq!(office.cancel(cancelled), Cancelled::TooLate, "cancelling a job for the second time");
    expect_eq!(office.cancel(JobId::new(u64::MAX)), Cancelled::TooLate, "cancelling a job that was never submitted");
}

fn nothing_follows(build: Subject) {
    let office = Office::with(build, retry(2, 100, 100));
    let slow_failure = || {
        Box::new(|run: &task_scheduler_api::Run| {
            takes(20)(run)?;
            fails()(run)
        })
    };
    let first = office.submit("cancelled in its first attempt", once(0), slow_failure());
    let last = office.submit("cancelled in its last attempt", once(1000), slow_failure());
    let between = office.submit("cancelled between its attempts", once(2000), slow_failure());
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.cancel(first), Cancelled::DuringRun, "cancelling a job in its first attempt");
    let next = office.submit("cancelled in its first attempt", once(3_600_000), succeeds());
    office.wait(1120);
    expect_next_keeps_the_key(&office, next, "cancelled in its first attempt");
    expect_eq!(
        office.cancel(last),
        Cancelled::DuringRun,
        "cancelling a job in its last attempt, 10 ms after that began"
    );
    office.wait(940);
    expect_eq!(office.cancel(between), Cancelled::BeforeRun, "cancelling a job that waits for its second attempt");
    office.wait(1000);
    expect_eq!(office.starts(first), [0], "when a job ran that was cancelled in its first attempt");
    expect_eq!(office.starts(between), [2000], "when a job ran that was cancelled after its first attempt");
    expect_eq!(office.scheduler.dead_letters(), [], "dead letters of jobs that were cancelled");
    office.expect_status(last, Status::Cancelled, "after its last attempt has failed");
}

fn cancel_ends_a_recurring_job(build: Subject) {
    let office = Office::open(build);
    let between = office.submit("between", every(0, 100), succeeds());
    let during = office.submit("during", every(50, 100), takes(20));
    office.start_workers(1);
    office.wait(140);
    expect_eq!(office.cancel(between), Cancelled::BeforeRun, "cancelling a job between two occurrences");
    office.wait(20);
    expect_eq!(office.cancel(during), Cancelled::DuringRun, "cancelling a job during its second occurrence");
    office.wait(500);
    expect_eq!(office.starts(between), [0, 100], "when a job ran every 100 ms that was cancelled at 140 ms");
    expect_eq!(office.starts(during), [50, 150], "when a job ran every 100 ms that was cancelled at 160 ms");
    office.expect_status(during, Status::Cancelled, "at the end");
}
