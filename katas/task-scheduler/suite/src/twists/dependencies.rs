//! Some jobs come after others.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, crew, expect_eq};
use task_scheduler_api::twists::dependencies::{DependError, Dependencies, DependencyScheduler};
use task_scheduler_api::{Cancelled, Config, Failure, JobId, Shutdown, Status};

use crate::Subject;
use crate::doubles::{Body, effect, fails, fails_first, succeeds, takes};
use crate::office::{Office, ack, at, every, millis, once, retry, runs, sorted};

/// What `kata.toml` calls it.
const TWIST: &str = "dependencies";

pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "a-job-waits-for-those-before-it", "a job waits until all those before it are done")
            .level(Level::L4)
            .weight(2)
            .hint("Where is a job that is due, but held up? And who notices that the last one before it has ended?")
            .run(a_job_waits_for_those_before_it),
        Check::twist(TWIST, "circles-are-refused", "circles are refused, also long ones, and nothing else is")
            .level(Level::L4)
            .weight(2)
            .hint("Follow the jobs that `on` waits for, and those that they wait for. Two ways to one job are no circle.")
            .run(circles_are_refused),
        Check::twist(TWIST, "a-failure-releases-nobody", "a job that failed or is dead goes on holding up others")
            .level(Level::L4)
            .hint("An attempt that has ended is not a job that is over.")
            .run(a_failure_releases_nobody),
        Check::twist(TWIST, "a-cancelled-job-holds-up-nobody", "a job that was cancelled holds up nobody")
            .level(Level::L4)
            .hint("Which of your ways out of the book release those that wait?")
            .run(a_cancelled_job_holds_up_nobody),
        Check::twist(
            TWIST,
            "a-recurring-job-holds-up-until-it-is-cancelled",
            "a recurring job holds up others until it is cancelled",
        )
        .level(Level::L5)
        .hint("An occurrence that has succeeded is not a job that is over.")
        .run(a_recurring_job_holds_up_until_it_is_cancelled),
        Check::twist(TWIST, "an-ack-releases-those-behind", "a claim leaves what is held up, and an ack releases it")
            .level(Level::L6)
            .hint("A job can be over in several ways: a run, an ack, a cancel. Do they all come by the same place?")
            .run(an_ack_releases_those_behind),
        Check::twist(TWIST, "what-cannot-wait-is-told-so", "unknown and late jobs, and too many, are refused")
            .level(Level::L5)
            .hint("Four errors, in their order, and two cases that look like errors but are none.")
            .run(what_cannot_wait_is_told_so),
        Check::twist(TWIST, "a-drain-leaves-what-is-held-up", "a drain hands back what is held up when it begins")
            .level(Level::L5)
            .hint("During a drain, what does a job that ends release?")
            .run(a_drain_leaves_what_is_held_up),
        Check::twist(TWIST, "of-two-that-make-a-circle-one-is-refused", "of two calls that make a circle, one is refused")
            .level(Level::L5)
            .weight(2)
            .hint("What can happen between looking for a circle and writing down who waits for whom?")
            .explore(of_two_that_make_a_circle_one_is_refused),
        Check::twist(TWIST, "a-release-is-not-lost", "a job waits for one that is about to end, and is released")
            .level(Level::L5)
            .weight(2)
            .hint("Looking whether the other is over and putting oneself on its list are one step, or nobody comes for you.")
            .timed(a_release_is_not_lost),
    ]
}

/// An office whose scheduler knows dependencies.
struct Works {
    office: Office,
    scheduler: Arc<dyn DependencyScheduler>,
}

impl Works {
    fn open(build: Subject, config: Config, limit: usize) -> Works {
        let build = attempted_twist(TWIST, build.dependencies);
        let dependencies = Dependencies { limit };
        let (office, scheduler) = super::open(|ports| build(config, ports, dependencies), |scheduler| scheduler);
        Works { office, scheduler }
    }

    /// Jobs that are due at 10 ms, each with its key.
    fn jobs<const N: usize>(&self, keys: [&str; N]) -> [JobId; N] {
        keys.map(|key| self.office.submit(key, once(10), succeeds()))
    }

    fn depend(&self, job: JobId, on: JobId) -> Result<(), DependError> {
        depend(&*self.scheduler, job, on)
    }

    fn expect_depend(&self, job: JobId, on: JobId, expected: Result<(), DependError>, why: &str) {
        expect_eq!(self.depend(job, on), expected, "depend({job}, {on}), {why}");
    }
}

fn depend(scheduler: &dyn DependencyScheduler, job: JobId, on: JobId) -> Result<(), DependError> {
    call(&format!("depend({job}, {on})"), || scheduler.depend(job, on))
}

fn a_job_waits_for_those_before_it(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let count = works.office.submit("count", once(10), succeeds());
    let clean = works.office.submit("clean", once(20), succeeds());
    let load = works.office.submit("load", once(30), takes(20));
    works.office.submit("other", once(15), succeeds());
    works.expect_depend(count, clean, Ok(()), "both not begun");
    works.expect_depend(count, load, Ok(()), "both not begun");
    works.expect_depend(clean, load, Ok(()), "both not begun");
    works.office.start_workers(1);
    works.office.wait(40);
    works.office.expect_status(count, Status::Waiting { due: at(10), attempt: 1 }, "while it is held up");
    works.office.wait(100);
    expect_eq!(
        works.office.runs(),
        runs([("other", 15), ("load", 30), ("clean", 50), ("count", 50)]),
        "count (due at 10 ms) comes after clean (20 ms) and load (30 ms, takes 20 ms), clean after load, and other (15 ms) after none"
    );
}

fn circles_are_refused(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let [e, d, c, b, a] = works.jobs(["e", "d", "c", "b", "a"]);
    works.expect_depend(a, a, Err(DependError::Cycle), "the same job");
    works.expect_depend(b, a, Ok(()), "the first dependency");
    works.expect_depend(a, b, Err(DependError::Cycle), "though b waits for a");
    works.expect_depend(c, a, Ok(()), "as b does");
    works.expect_depend(d, b, Ok(()), "b waits for a");
    works.expect_depend(d, c, Ok(()), "c waits for a as well, which is no circle");
    works.expect_depend(e, d, Ok(()), "with two ways from d to a, which is no circle");
    works.expect_depend(a, d, Err(DependError::Cycle), "though d waits for b and c, and they for a");
    works.office.start_workers(1);
    works.office.wait(50);
    expect_eq!(
        works.office.order(),
        ["a", "c", "b", "d", "e"],
        "submitted as e, d, c, b, a and all due at 10 ms, with e after d, d after b and c, both after a, and circles refused, they ran so"
    );
}

fn a_failure_releases_nobody(build: Subject) {
    let works = Works::open(build, retry(2, 30, 30), 10);
    let body: Body = Box::new(|run| match run.attempt {
        1 => Err(Failure::new("the first attempt fails")),
        _ => Ok(effect(run)),
    });
    let first = works.office.submit("retried", once(10), body);
    let second = works.office.submit("after retried", once(10), succeeds());
    let dead = works.office.submit("dead", once(10), fails());
    let waits = works.office.submit("after dead", once(10), succeeds());
    works.expect_depend(second, first, Ok(()), "both not begun");
    works.expect_depend(waits, dead, Ok(()), "both not begun");
    works.office.start_workers(1);
    works.office.wait(200);
    expect_eq!(
        works.office.starts(second),
        [40],
        "when a job ran that comes after one that failed at 10 ms and succeeded at 40 ms"
    );
    expect_eq!(works.office.starts(waits), [0; 0], "when a job ran that comes after one that is dead");
    works.office.expect_status(waits, Status::Waiting { due: at(10), attempt: 1 }, "behind a job that is dead");
    let too = works.office.submit("after dead, too", once(210), succeeds());
    works.expect_depend(too, dead, Ok(()), "the second of which is dead, and so is not over");
    works.office.wait(100);
    expect_eq!(works.office.starts(too), [0; 0], "when a job ran that was put behind one that was dead already");
}

fn a_recurring_job_holds_up_until_it_is_cancelled(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let tick = works.office.submit("tick", every(0, 20), succeeds());
    let behind = works.office.submit("behind", once(10), succeeds());
    works.expect_depend(behind, tick, Ok(()), "both not begun");
    works.office.start_workers(1);
    works.office.wait(50);
    expect_eq!(
        works.office.starts(behind),
        [0; 0],
        "when, until 50 ms, a job ran that comes after one that runs every 20 ms"
    );
    works.office.cancel(tick);
    works.office.wait(50);
    expect_eq!(works.office.starts(behind), [50], "when the job ran, with the recurring one cancelled at 50 ms");
}

fn an_ack_releases_those_behind(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let first = works.office.submit("first", once(0), succeeds());
    let second = works.office.submit("second", once(0), succeeds());
    works.expect_depend(second, first, Ok(()), "both not begun");
    let claim = works.office.must_claim(1, 1000, "the first of two jobs is due");
    expect_eq!(claim.run.job, first, "what was claimed, with {second} held up by {first}");
    expect_eq!(works.office.claim(2, 1000), None, "a claim while the only other job is held up");
    expect_eq!(ack(&*works.office.scheduler, &claim), Ok(()), "the ack of the first job");
    let claim = works.office.must_claim(2, 1000, "the job before it is done, by an ack");
    expect_eq!(claim.run.job, second, "what was claimed after that");
}

fn a_cancelled_job_holds_up_nobody(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let [first, second, third] = works.jobs(["first", "second", "third"]);
    let late = works.office.submit("late", once(1000), succeeds());
    works.expect_depend(first, late, Ok(()), "both not begun");
    works.expect_depend(second, first, Ok(()), "both not begun");
    works.expect_depend(third, late, Ok(()), "both not begun");
    works.office.start_workers(1);
    works.office.wait(20);
    expect_eq!(works.office.cancel(first), Cancelled::BeforeRun, "the cancel of a job that is held up");
    works.office.wait(20);
    expect_eq!(
        works.office.starts(second),
        [20],
        "when a job ran that comes after one that was held up and cancelled at 20 ms"
    );
    works.office.cancel(late);
    works.office.wait(2000);
    expect_eq!(works.office.starts(third), [40], "when a job ran that comes after one that was cancelled at 40 ms");
    expect_eq!(works.office.starts(first), [0; 0], "when a job ran that was cancelled while it was held up");

    let now = millis(kata_suite::now());
    let works = Works::open(build, Config::default(), 10);
    let runs = works.office.submit("runs", once(now), takes(100));
    let behind = works.office.submit("behind", once(now), succeeds());
    works.expect_depend(behind, runs, Ok(()), "both not begun");
    works.office.start_workers(2);
    works.office.wait(20);
    expect_eq!(works.office.cancel(runs), Cancelled::DuringRun, "the cancel of a job that runs");
    works.office.wait(50);
    let starts: Vec<_> = works.office.starts(behind).iter().map(|start| start - now).collect();
    expect_eq!(
        starts,
        [20],
        "when a job ran that comes after one that was cancelled at 20 ms, during its run, which takes until 100 ms"
    );
}

fn what_cannot_wait_is_told_so(build: Subject) {
    let works = Works::open(build, Config::default(), 2);
    let nobody = JobId::new(u64::MAX);
    let done = works.office.submit("done", once(0), succeeds());
    let retried = works.office.submit("retried", once(0), fails_first(1));
    let runs = works.office.submit("runs", once(1), takes(50));
    works.office.start_workers(1);
    works.office.wait(5);
    let [job, one, two, three] =
        ["job", "one", "two", "three"].map(|key| works.office.submit(key, once(100), succeeds()));
    let neither = JobId::new(u64::MAX - 1);
    works.expect_depend(nobody, job, Err(DependError::Unknown(nobody)), "and there is no such job");
    works.expect_depend(nobody, neither, Err(DependError::Unknown(nobody)), "and there is neither of them");
    works.expect_depend(
        done,
        nobody,
        Err(DependError::Unknown(nobody)),
        "the first of which is done, and the second unknown",
    );
    works.expect_depend(
        retried,
        job,
        Err(DependError::TooLate(retried)),
        "the first of which has failed, and waits for a retry",
    );
    works.expect_depend(job, nobody, Err(DependError::Unknown(nobody)), "and there is no such job to wait for");
    works.expect_depend(done, job, Err(DependError::TooLate(done)), "the first of which is done");
    works.expect_depend(runs, runs, Err(DependError::TooLate(runs)), "which runs");
    works.expect_depend(job, done, Ok(()), "the second of which is done");
    works.expect_depend(job, runs, Ok(()), "the second of which runs");
    works.expect_depend(job, one, Ok(()), "the second of two that are allowed");
    works.expect_depend(job, one, Ok(()), "for the second time");
    works.expect_depend(job, two, Err(DependError::Limit), "the third, with two allowed");
    works.expect_depend(one, job, Err(DependError::Cycle), "though job waits for one");
    works.expect_depend(three, job, Ok(()), "both not begun");
    works.expect_depend(
        job,
        three,
        Err(DependError::Cycle),
        "though three waits for job (which waits for two, as allowed)",
    );
    works.office.wait(70);
    works.expect_depend(job, two, Ok(()), "with two allowed, and one of them done meanwhile");
    works.office.wait(100);
    expect_eq!(works.office.starts(job).len(), 1, "how often the job ran, when all before it were done");
}

fn a_drain_leaves_what_is_held_up(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let slow = works.office.submit("slow", once(0), takes(50));
    let [due, held, next] = works.jobs(["due", "held", "next"]);
    works.expect_depend(held, slow, Ok(()), "the first not begun");
    works.expect_depend(next, due, Ok(()), "both not begun");
    works.office.start_workers(1);
    works.office.wait(20);
    let left = works.office.close(Shutdown::Drain);
    expect_eq!(
        left,
        sorted(vec![held, next]),
        "what a drain handed back, with {held} and {next} held up when it began"
    );
    expect_eq!(works.office.order(), ["slow", "due"], "what ran, with a drain at 20 ms");
}

fn of_two_that_make_a_circle_one_is_refused(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let [a, b] = ["a", "b"].map(|key| works.office.submit(key, once(1000), succeeds()));
    let link = |job, on| {
        let scheduler = Arc::clone(&works.scheduler);
        move || depend(&*scheduler, job, on)
    };
    let results = crew([("caller-1", link(a, b)), ("caller-2", link(b, a))]);
    let taken = results.iter().filter(|result| result.is_ok()).count();
    expect_eq!(taken, 1, "how many of depend({a}, {b}) and depend({b}, {a}) were taken");
    let refused = results.into_iter().find_map(Result::err);
    expect_eq!(refused, Some(DependError::Cycle), "what the other one was told");
}

fn a_release_is_not_lost(build: Subject) {
    let works = Works::open(build, Config::default(), 10);
    let first = works.office.submit("first", once(0), succeeds());
    let second = works.office.submit("second", once(50), succeeds());
    works.office.start_workers(1);
    works.expect_depend(second, first, Ok(()), "while the second may run, or be done");
    kata_suite::settle_ready();
    works.office.wait(100);
    expect_eq!(
        works.office.starts(second).len(),
        1,
        "how often a job ran that was due at 50 ms, after one that ended before that"
    );
}
