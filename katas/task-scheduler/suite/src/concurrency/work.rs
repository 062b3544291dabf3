//! Workers and callers at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use kata_suite::{Check, Level, Log, crew, expect, expect_eq, thread};
use task_scheduler_api::{
    Cancelled, Config, Effect, JobId, JobSpec, Status, SubmitError, TaskScheduler, Timestamp, Trigger,
};

use crate::Subject;
use crate::doubles::{Body, Probe, SuiteClock, effect, locked, succeeds, takes};
use crate::office::{ORIGIN, Office, every, ms, once};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("an-occurrence-runs-once", "an occurrence runs once, however many workers there are")
            .level(Level::L4)
            .weight(2)
            .hint("What can happen between looking at the first of the queue and taking it?")
            .explore(an_occurrence_runs_once),
        Check::concurrency(
            "no-wake-up-is-lost",
            "no wake-up is lost between a submission and a worker that goes to sleep",
        )
        .level(Level::L4)
        .weight(2)
        .hint("A notification reaches only those who wait already. What happens between the look and the wait?")
        .explore(no_wake_up_is_lost),
        Check::concurrency("an-idle-worker-minds-the-next-job", "while one worker is busy, another minds the next job")
            .level(Level::L5)
            .hint("The worker that knew of the next due time is busy now. Who else knows?")
            .timed(an_idle_worker_minds_the_next_job),
        Check::concurrency("one-submission-wins-a-key", "of two submissions with one key, one is taken")
            .level(Level::L4)
            .hint("What can happen between looking for the key and writing it down?")
            .explore(one_submission_wins_a_key),
        Check::concurrency("cancel-and-run-agree", "a cancel and a run that race agree on who was first")
            .level(Level::L4)
            .weight(2)
            .hint("Three answers, one moment: when exactly does a job go from waiting to running?")
            .explore(cancel_and_run_agree),
        Check::concurrency(
            "no-occurrence-begins-after-a-cancel",
            "no further occurrence begins after a cancel has returned",
        )
        .level(Level::L5)
        .hint("A run ends and plans the next occurrence, while somebody cancels. Which of them looks last?")
        .explore(no_occurrence_begins_after_a_cancel),
        Check::concurrency("a-handler-may-call-the-scheduler", "a handler may submit, cancel and ask for a status")
            .level(Level::L4)
            .weight(2)
            .hint("What does a worker hold on to while it runs a handler?")
            .timed(a_handler_may_call_the_scheduler),
        Check::concurrency("runs-of-a-job-never-overlap", "runs of one job never overlap")
            .level(Level::L5)
            .hint(
                "When is the next occurrence put into the queue: when the one before begins, or when it has succeeded?",
            )
            .explore(runs_of_a_job_never_overlap),
        Check::concurrency("the-history-keeps-its-limit", "the history keeps its limit, whoever ends a job")
            .level(Level::L5)
            .hint("Who adds to the history, who takes from it, and under which lock?")
            .explore(the_history_keeps_its_limit),
        Check::concurrency("idle-workers-do-not-poll", "idle workers sleep and do not poll")
            .level(Level::L4)
            .hint("Until when may a worker sleep, and who wakes it before that?")
            .run(idle_workers_do_not_poll),
    ]
}

fn an_occurrence_runs_once(build: Subject) {
    let office = Office::open(build);
    let jobs = ["red", "green"].map(|key| office.submit(key, once(0), succeeds()));
    office.start_workers(2);
    office.wait(10);
    let counts = jobs.map(|job| office.starts(job).len());
    expect_eq!(counts, [1, 1], "how often two workers ran each of two jobs");
}

fn no_wake_up_is_lost(build: Subject) {
    let office = Office::open(build);
    office.start_workers(1);
    let job = office.submit("report", once(0), succeeds());
    office.wait(10);
    expect_eq!(office.starts(job).len(), 1, "how often a job ran that was due at once, when nothing moved any more");
}

fn an_idle_worker_minds_the_next_job(build: Subject) {
    let office = Office::open(build);
    office.start_workers(2);
    office.wait(1);
    let slow = office.submit("slow", once(10), takes(100));
    let next = office.submit("next", once(20), succeeds());
    office.wait(200);
    expect_eq!(office.starts(slow), [10], "when the first job ran, which takes 100 ms");
    expect_eq!(office.starts(next), [20], "when the second job ran, with one worker busy until 110 ms and one idle");
}

fn one_submission_wins_a_key(build: Subject) {
    let office = Office::open(build);
    let submit = || {
        let (scheduler, spec) = (Arc::clone(&office.scheduler), office.job("report", once(1000), succeeds()));
        move || kata_suite::call("submit(report)", || scheduler.submit(spec))
    };
    let results = crew([("caller-1", submit()), ("caller-2", submit())]);
    let taken = results.iter().filter(|result| result.is_ok()).count();
    expect_eq!(taken, 1, "how many of two submissions with one key were taken");
    let refused = results.into_iter().find_map(Result::err);
    expect_eq!(refused, Some(SubmitError::DuplicateKey("report".into())), "what the other one was told");
}

fn cancel_and_run_agree(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    office.start_workers(1);
    let answer = office.cancel(job);
    office.wait(10);
    let (runs, status) = match answer {
        Cancelled::BeforeRun => (0, Status::Cancelled),
        Cancelled::DuringRun => (1, Status::Cancelled),
        Cancelled::TooLate => (1, Status::Done),
    };
    expect_eq!(office.starts(job).len(), runs, "how often a job ran whose cancel answered {answer:?}");
    expect_eq!(office.effects(job), runs, "effects of a job whose cancel answered {answer:?}");
    office.expect_status(job, status, "in the end");
}

fn no_occurrence_begins_after_a_cancel(build: Subject) {
    let office = Office::open(build);
    let (cancelled, late) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (is_cancelled, late_runs) = (Arc::clone(&cancelled), Arc::clone(&late));
    let body: Body = Box::new(move |run| {
        if is_cancelled.load(Ordering::Relaxed) {
            late_runs.fetch_add(1, Ordering::Relaxed);
        }
        Ok(effect(run))
    });
    let job = office.submit("tick", every(0, 10), body);
    office.start_workers(1);
    let answer = office.cancel(job);
    cancelled.store(true, Ordering::Relaxed);
    office.wait(35);
    // An attempt that was under way may not have reached its handler yet.
    let allowed = usize::from(answer == Cancelled::DuringRun);
    let late = late.load(Ordering::Relaxed);
    expect!(late <= allowed, "cancel answered {answer:?}, and after it had returned the job ran {late} times");
    expect!(answer != Cancelled::TooLate, "cancelling a job that recurs came too late");
}

fn a_handler_may_call_the_scheduler(build: Subject) {
    let office = Office::open(build);
    let other = office.submit("other", once(1000), succeeds());
    let scheduler: Arc<dyn TaskScheduler> = Arc::clone(&office.scheduler);
    let child = Arc::new(Probe { begun: Arc::clone(&office.begun), body: succeeds() });
    let answers = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&answers);
    let body: Body = Box::new(move |run| {
        let status = scheduler.status(run.job);
        let child = scheduler.submit(JobSpec::new("child", once(0), child.clone())).is_ok();
        let cancelled = (scheduler.cancel(other), scheduler.cancel(run.job));
        locked(&told).push((status, child, cancelled));
        Ok(effect(run))
    });
    let parent = office.submit("parent", once(0), body);
    office.start_workers(1);
    office.wait(10);
    let expected = (Some(Status::Running { attempt: 1 }), true, (Cancelled::BeforeRun, Cancelled::DuringRun));
    let answers = locked(&answers).clone();
    expect_eq!(
        answers,
        [expected],
        "a handler asked for its own status, submitted a job, cancelled another and itself"
    );
    expect_eq!(office.order(), ["parent", "child"], "the jobs that ran");
    office.expect_status(parent, Status::Cancelled, "after its handler has cancelled it");
}

fn runs_of_a_job_never_overlap(build: Subject) {
    let office = Office::open(build);
    let (active, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let body: Body = Box::new(move |_| {
        let now_active = active.fetch_add(1, Ordering::Relaxed) + 1;
        seen.fetch_max(now_active, Ordering::Relaxed);
        thread::yield_now();
        active.fetch_sub(1, Ordering::Relaxed);
        Ok(Effect::default())
    });
    let first = Timestamp::new(ORIGIN.since_1970() - ms(20));
    office.submit("tick", Trigger::FixedRate { first, every: ms(10) }, body);
    office.start_workers(2);
    office.wait(15);
    let most = most.load(Ordering::Relaxed);
    expect!(most > 0, "a job that was due 20 ms ago has not run");
    expect!(most == 1, "{most} runs of one job were under way at once");
}

fn the_history_keeps_its_limit(build: Subject) {
    let office = Office::with(build, Config { history: 1, ..Config::default() });
    let jobs: Vec<JobId> = ["red", "green"].map(|key| office.submit(key, once(0), succeeds())).to_vec();
    office.start_workers(2);
    office.wait(10);
    let ran = office.begun.calls().len();
    let known: BTreeMap<JobId, Status> =
        jobs.iter().filter_map(|&job| Some((job, office.scheduler.status(job)?))).collect();
    expect!(
        known.len() == 1 && known.values().all(|&status| status == Status::Done),
        "{ran} jobs have run, and the history is limited to one job, but these are known: {known:?}"
    );
}

fn idle_workers_do_not_poll(build: Subject) {
    let clock = SuiteClock { origin: ORIGIN, reads: Some(Log::new()) };
    let office = Office::furnished(build, Config::default(), clock);
    office.submit("tomorrow", once(24 * 3_600_000), succeeds());
    office.start_workers(2);
    office.wait(5);
    expect_few_reads(&office, 100, 1, "100 ms");
    expect_few_reads(&office, 30, 60_000, "30 minutes");
}

/// Lets time pass in steps, and complains of whoever read the clock more often than it would when sleeping.
fn expect_few_reads(office: &Office, steps: u64, step_millis: u64, shown: &str) {
    let Some(reads) = &office.clock.reads else { return };
    let before = reads.entries().len();
    for _ in 0..steps {
        thread::sleep(ms(step_millis));
    }
    let mut readers: BTreeMap<String, u64> = BTreeMap::new();
    for read in reads.entries().into_iter().skip(before) {
        *readers.entry(read.task).or_default() += 1;
    }
    // Somebody who looks every ten minutes, for safety, may look at a few things each time.
    let allowed = 10 + 4 * steps * step_millis / 600_000;
    if let Some((task, count)) = readers.into_iter().find(|&(_, count)| count > allowed) {
        kata_suite::complain(format!(
            "{task} read the clock {count} times in {shown} in which nothing was due: it polls"
        ));
    }
}
