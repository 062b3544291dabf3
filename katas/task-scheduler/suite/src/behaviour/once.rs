//! Jobs that run once: in order, in time, and under their key.

use std::sync::Arc;

use kata_suite::{Check, Level, expect, expect_eq};
use task_scheduler_api::{Cancelled, Config, JobId, Status, SubmitError, Trigger, WorkerId};

use crate::Subject;
use crate::doubles::{Probe, effect, fails, succeeds, takes};
use crate::office::{ORIGIN, Office, at, key_of, ms, once, retry, runs};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("what-is-due-first-runs-first", "what is due first runs first")
            .level(Level::L3)
            .weight(2)
            .hint("By what is the queue ordered, and which end do you take from?")
            .run(what_is_due_first_runs_first),
        Check::behaviour(
            "ties-run-in-the-order-of-submission",
            "what is due at the same time runs in the order of submission",
        )
        .level(Level::L3)
        .hint("A heap keeps no order among equals. What else can go into its key?")
        .run(ties_run_in_the_order_of_submission),
        Check::behaviour("no-job-runs-early", "no job runs early, also when its worker is woken for another")
            .level(Level::L3)
            .weight(2)
            .hint("What does a worker check after it has woken up?")
            .run(no_job_runs_early),
        Check::behaviour("an-earlier-job-cuts-a-sleep-short", "an earlier job cuts the sleep of a worker short")
            .level(Level::L3)
            .weight(2)
            .hint("Who tells a worker that sleeps until the first due time that there is a new first?")
            .run(an_earlier_job_cuts_a_sleep_short),
        Check::behaviour("a-job-runs-once-and-is-done", "a job runs once, its effect is applied, and then it is done")
            .level(Level::L3)
            .weight(2)
            .hint("Follow one job: waiting, running, done. What does its handler get to see?")
            .run(a_job_runs_once_and_is_done),
        Check::behaviour("a-key-is-taken-until-its-job-is-over", "a key is taken until its job is done or cancelled")
            .level(Level::L3)
            .hint("When is a key noted down, and when is it crossed out again?")
            .run(a_key_is_taken_until_its_job_is_over),
        Check::behaviour(
            "only-the-last-jobs-are-remembered",
            "of the jobs that are over, only the last ones are remembered",
        )
        .level(Level::L5)
        .hint("What do you keep of a job that is over, and for how long? The map, the handler, the key?")
        .run(only_the_last_jobs_are_remembered),
        Check::behaviour(
            "what-ended-last-is-remembered",
            "those are remembered that ended last, done or cancelled, and no dead one counts",
        )
        .level(Level::L5)
        .hint("In which order are jobs forgotten: as they were submitted, as they were due, or as they ended?")
        .run(what_ended_last_is_remembered),
    ]
}

fn what_is_due_first_runs_first(build: Subject) {
    let office = Office::open(build);
    office.submit("third", once(20), succeeds());
    office.submit("fourth", once(30), succeeds());
    office.submit("second", Trigger::Once(ORIGIN), succeeds());
    office.submit(
        "first",
        Trigger::Once(task_scheduler_api::Timestamp::new(ORIGIN.since_1970() - ms(500))),
        succeeds(),
    );
    office.start_workers(1);
    office.wait(40);
    expect_eq!(office.order(), ["first", "second", "third", "fourth"], "the jobs ran in this order");
}

fn ties_run_in_the_order_of_submission(build: Subject) {
    let office = Office::open(build);
    let keys = ["delta", "bravo", "echo", "alpha", "charlie"];
    for key in keys {
        office.submit(key, once(10), succeeds());
    }
    office.start_workers(1);
    office.wait(20);
    expect_eq!(office.order(), keys, "five jobs due at the same time ran in this order");
}

fn no_job_runs_early(build: Subject) {
    let office = Office::open(build);
    office.submit("morning", once(100), succeeds());
    office.start_workers(1);
    office.wait(10);
    office.submit("evening", once(500), succeeds());
    office.wait(10);
    office.submit("noon", once(300), succeeds());
    office.wait(600);
    for (key, start) in office.runs() {
        let due = [("morning", 100), ("noon", 300), ("evening", 500)].iter().find(|(name, _)| *name == key);
        let due = due.map_or(0, |&(_, due)| due);
        expect!(start >= due, "{key} is due at {due} ms, but ran at {start} ms");
    }
    expect_eq!(office.order(), ["morning", "noon", "evening"], "the jobs that have run after 620 ms");
}

fn an_earlier_job_cuts_a_sleep_short(build: Subject) {
    let office = Office::open(build);
    office.submit("in an hour", once(3_600_000), succeeds());
    office.start_workers(1);
    office.wait(10);
    office.submit("soon", once(50), succeeds());
    office.wait(10);
    office.submit("at once", once(20), succeeds());
    office.wait(100);
    expect_eq!(
        office.runs(),
        runs([("at once", 20), ("soon", 50)]),
        "a worker slept until a job was due in an hour; then two were submitted, at 10 ms for 50 ms and at 20 ms for at once"
    );
}

fn a_job_runs_once_and_is_done(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(10), takes(10));
    office.expect_status(job, Status::Waiting { due: at(10), attempt: 1 }, "before it is due");
    expect_eq!(office.scheduler.status(JobId::new(u64::MAX)), None, "the status of a job that was never submitted");
    office.start_workers(1);
    office.wait(15);
    office.expect_status(job, Status::Running { attempt: 1 }, "while its handler runs");
    office.wait(100);
    office.expect_status(job, Status::Done, "after its handler has returned");
    let begun = office.begun.calls();
    expect_eq!(begun.len(), 1, "how often the handler was called");
    let run = &begun[0];
    expect!(
        run.job == job && run.key == "report".into(),
        "the handler of {job} was told to run {} ({})",
        run.job,
        run.key
    );
    expect_eq!((run.planned, run.attempt), (at(10), 1), "when the run was planned, and which attempt it is");
    expect_eq!(run.worker, WorkerId::new(1), "the worker of the run");
    let applied: Vec<_> = office.store.applied().into_iter().collect();
    expect_eq!(applied, [(key_of(run), effect(run))], "the effects that were applied");
}

fn a_key_is_taken_until_its_job_is_over(build: Subject) {
    let office = Office::open(build);
    let first = office.submit("report", once(10), succeeds());
    let twin = office.try_submit(office.job("report", once(5), succeeds()));
    expect_eq!(twin, Err(SubmitError::DuplicateKey("report".into())), "submitting a second job with the same key");
    office.start_workers(1);
    office.wait(20);
    expect_eq!(office.starts(first), [10], "when the job with the key ran");
    expect_eq!(office.begun.calls().len(), 1, "how many runs there were of one job taken and one refused");
    let second = office.submit("report", once(1000), succeeds());
    expect!(first != second, "two jobs were both called {first}");
    office.cancel(second);
    office.submit("report", once(2000), succeeds());
}

fn only_the_last_jobs_are_remembered(build: Subject) {
    let office = Office::with(build, Config { history: 2, ..Config::default() });
    let handler = Arc::new(Probe { begun: office.begun.clone(), body: succeeds() });
    let submit = |number: u64| {
        let key = format!("job {number}");
        office.submit_spec(task_scheduler_api::JobSpec::new(key.as_str(), once(number), handler.clone()))
    };
    let jobs: Vec<JobId> = (1..=10).map(submit).collect();
    office.start_workers(1);
    office.wait(20);
    let known: Vec<Option<Status>> = jobs.iter().map(|&job| office.scheduler.status(job)).collect();
    let (forgotten, remembered) = known.split_at(8);
    expect_eq!(
        forgotten,
        [None; 8],
        "ten jobs are done, and the history is limited to two; the statuses of the first eight"
    );
    expect_eq!(remembered, [Some(Status::Done); 2], "the statuses of the last two");
    // The two that are remembered may hold on to the handler, so may a worker to its last run, and so do we.
    let held = Arc::strong_count(&handler);
    expect!(
        held <= 5,
        "jobs that are forgotten still hold on to their handler: {held} references, with 2 jobs remembered"
    );
}

fn what_ended_last_is_remembered(build: Subject) {
    let office = Office::with(build, Config { history: 2, ..retry(1, 10, 10) });
    let third = office.submit("third", once(30), succeeds());
    let first = office.submit("first", once(10), succeeds());
    let second = office.submit("second", once(20), succeeds());
    let dead = office.submit("dead", once(40), fails());
    let last = office.submit("last", once(1000), succeeds());
    office.start_workers(1);
    office.wait(50);
    let expect = |expected: [Option<Status>; 4], when: &str| {
        let known = [first, second, third, last].map(|job| office.scheduler.status(job));
        expect_eq!(
            known,
            expected,
            "with a history of two, the statuses {when} of first (done at 10 ms), second (20 ms), third (30 ms, though submitted before \
             them) and last (due in a second), with a job that died at 40 ms"
        );
    };
    let (done, waiting) = (Some(Status::Done), Some(Status::Waiting { due: at(1000), attempt: 1 }));
    expect([None, done, done, waiting], "at 50 ms");
    expect_eq!(office.cancel(last), Cancelled::BeforeRun, "cancelling a job that is due in a second");
    expect([None, None, done, Some(Status::Cancelled)], "after the last one was cancelled");
    office.expect_status(dead, Status::Dead, "which counts for no history");

    let office = Office::at_present(build, Config { history: 0, ..Config::default() });
    let job = office.submit("report", once(0), succeeds());
    office.start_workers(1);
    office.wait(10);
    expect_eq!(office.scheduler.status(job), None, "the status of a job that is done, with a history of none");
}
