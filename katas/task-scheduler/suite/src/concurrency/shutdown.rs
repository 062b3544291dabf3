//! A shutdown while others are at work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kata_suite::{Check, Level, crew, expect, expect_eq, thread};
use task_scheduler_api::{JobId, Shutdown, SubmitError};

use crate::Subject;
use crate::doubles::{Body, effect, succeeds};
use crate::office::{Office, once};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("a-shutdown-wakes-every-worker", "a shutdown wakes every worker that sleeps")
            .level(Level::L4)
            .weight(2)
            .hint("Workers may sleep for ever, or until tomorrow. Who tells them that there is no tomorrow?")
            .timed(a_shutdown_wakes_every_worker),
        Check::concurrency(
            "a-drain-accounts-for-each-job",
            "each job that was taken runs or is handed back, once, when a drain races a submission",
        )
        .level(Level::L4)
        .weight(2)
        .hint("A job is taken just as the shutdown begins. On whose list is it?")
        .explore(a_drain_accounts_for_each_job),
        Check::concurrency("a-shutdown-waits-for-what-runs", "a shutdown returns only when no run is under way")
            .level(Level::L4)
            .hint("What does a shutdown wait for, and who tells it?")
            .explore(a_shutdown_waits_for_what_runs),
        Check::concurrency("two-shutdowns-hand-back-each-job-once", "two shutdowns at once hand back each job once")
            .level(Level::L5)
            .hint("Both callers look for what is left. Which of them takes it?")
            .explore(two_shutdowns),
    ]
}

fn a_shutdown_wakes_every_worker(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("tomorrow", once(24 * 3_600_000), succeeds());
    office.start_workers(2);
    let left = office.close(Shutdown::Abort);
    let waited = kata_suite::now();
    expect!(waited.is_zero(), "two workers that slept returned {waited:?} after the shutdown");
    expect_eq!(left, [job], "the jobs that were handed back");
}

fn a_drain_accounts_for_each_job(build: Subject) {
    let office = Office::open(build);
    office.start_workers(1);
    let (due, later) = (office.job("due", once(0), succeeds()), office.job("later", once(1000), succeeds()));
    let (one, two) = (Arc::clone(&office.scheduler), Arc::clone(&office.scheduler));
    type Answer = (Vec<Result<JobId, SubmitError>>, Vec<JobId>);
    let submit = move || -> Answer {
        let submit =
            |spec: task_scheduler_api::JobSpec| kata_suite::call(&format!("submit({})", spec.key), || one.submit(spec));
        (vec![submit(due), submit(later)], Vec::new())
    };
    let close =
        move || -> Answer { (Vec::new(), kata_suite::call("shutdown(Drain)", || two.shutdown(Shutdown::Drain))) };
    type Caller = Box<dyn FnOnce() -> Answer + Send>;
    let callers: [(&'static str, Caller); 2] = [("submitter", Box::new(submit)), ("closer", Box::new(close))];
    let (answers, left): (Vec<_>, Vec<_>) = crew(callers).into_iter().unzip();
    office.join_workers();
    let (answers, left) = (answers.concat(), left.concat());
    for (job, key) in answers.iter().flatten().zip(["due", "later"]) {
        let runs = office.starts(*job).len();
        let returned = left.iter().filter(|&left| left == job).count();
        expect!(
            runs + returned == 1,
            "the job that is {key} was taken; it ran {runs} times and was handed back {returned} times"
        );
    }
    let taken = answers.iter().flatten().count();
    let runs = office.begun.calls().len();
    expect_eq!(runs + left.len(), taken, "jobs that ran or were handed back, and jobs that were taken");
    let refused = answers.into_iter().find_map(Result::err);
    expect!(
        refused.is_none_or(|error| error == SubmitError::ShutDown),
        "a submission that was too late was told something else"
    );
}

fn a_shutdown_waits_for_what_runs(build: Subject) {
    let office = Office::open(build);
    let (closed, late) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let (is_closed, seen) = (Arc::clone(&closed), Arc::clone(&late));
    let body: Body = Box::new(move |run| {
        thread::yield_now();
        if is_closed.load(Ordering::Relaxed) {
            seen.store(true, Ordering::Relaxed);
        }
        Ok(effect(run))
    });
    office.submit("report", once(0), body);
    office.start_workers(1);
    let left = kata_suite::call("shutdown(Abort)", || office.scheduler.shutdown(Shutdown::Abort));
    closed.store(true, Ordering::Relaxed);
    office.join_workers();
    expect!(!late.load(Ordering::Relaxed), "shutdown returned while a handler was still running");
    let runs = office.begun.calls().len();
    expect!(runs + left.len() == 1, "one job was taken; it ran {runs} times and was handed back {} times", left.len());
    expect_eq!(office.store.applied().len(), runs, "effects of the runs");
}

fn two_shutdowns(build: Subject) {
    let office = Office::open(build);
    let jobs = ["red", "green"].map(|key| office.submit(key, once(1000), succeeds()));
    office.start_workers(1);
    let close = || {
        let scheduler = Arc::clone(&office.scheduler);
        move || kata_suite::call("shutdown(Abort)", || scheduler.shutdown(Shutdown::Abort))
    };
    let left = crew([("closer-1", close()), ("closer-2", close())]);
    office.join_workers();
    let left = left.concat();
    for job in jobs {
        // A thread may be so slow that the jobs are due before the shutdown.
        let (runs, returned) = (office.starts(job).len(), left.iter().filter(|&&left| left == job).count());
        expect!(runs + returned == 1, "{job} ran {runs} times, and two shutdowns handed it back {returned} times");
    }
}
