//! Some jobs are more urgent.

use std::sync::Arc;

use kata_suite::{Check, Level, attempted_twist, call, complain, expect_eq};
use task_scheduler_api::twists::priorities::{Priorities, PriorityScheduler};
use task_scheduler_api::{Config, JobId, Shutdown, Trigger};

use crate::Subject;
use crate::doubles::{Body, effect, succeeds, takes};
use crate::office::{Office, every, ms, once, retry};

/// What `kata.toml` calls it.
const TWIST: &str = "priorities";

/// So long that nobody ages, in milliseconds.
const AN_HOUR: u64 = 3_600_000;

pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::twist(TWIST, "the-most-urgent-runs-first", "of what is due, the most urgent job runs first")
            .level(Level::L4)
            .weight(2)
            .hint("Which of those that are due do you take? And what is the priority of a job that was given none?")
            .run(the_most_urgent_runs_first),
        Check::twist(
            TWIST,
            "equal-urgency-keeps-the-order",
            "jobs that are equally urgent run as they were due, and then as they were submitted",
        )
        .level(Level::L4)
        .hint("The old order has not gone away. It decides where the new one does not.")
        .run(equal_urgency_keeps_the_order),
        Check::twist(
            TWIST,
            "an-urgent-job-holds-up-nobody-before-it-is-due",
            "an urgent job that is not due yet neither runs nor holds up others",
        )
        .level(Level::L4)
        .weight(2)
        .hint("If the most urgent of all is not due yet, what do you look at next?")
        .run(an_urgent_job_holds_up_nobody_before_it_is_due),
        Check::twist(TWIST, "waiting-makes-a-job-more-urgent", "a job that waits moves up, by one for each full time")
            .level(Level::L5)
            .weight(2)
            .hint(
                "When do you work out how urgent a job is: when it is submitted, when it is due, or when it is taken?",
            )
            .run(waiting_makes_a_job_more_urgent),
        Check::twist(TWIST, "a-claim-takes-the-most-urgent", "a claim takes the most urgent job")
            .level(Level::L6)
            .hint("How many places in your code take the next job?")
            .run(a_claim_takes_the_most_urgent),
        Check::twist(
            TWIST,
            "a-retry-ages-anew",
            "a retry and a next occurrence have their job's priority, and age from when they are due themselves",
        )
        .level(Level::L5)
        .hint("Since when has a retry been waiting? Not since its occurrence was planned.")
        .run(a_retry_ages_anew),
        Check::twist(
            TWIST,
            "two-workers-take-the-two-most-urgent",
            "two workers at once take the two most urgent jobs",
        )
        .level(Level::L5)
        .weight(2)
        .hint("What can happen between choosing the most urgent job and taking it?")
        .timed(two_workers_take_the_two_most_urgent),
    ]
}

/// An office whose scheduler knows priorities.
struct Bureau {
    office: Office,
    scheduler: Arc<dyn PriorityScheduler>,
}

impl Bureau {
    fn open(build: Subject, config: Config, ageing: u64) -> Bureau {
        let build = attempted_twist(TWIST, build.priorities);
        let priorities = Priorities { ageing: ms(ageing) };
        let (office, scheduler) = super::open(|ports| build(config, ports, priorities), |scheduler| scheduler);
        Bureau { office, scheduler }
    }

    /// The same with the default config, and a clock that shows the origin just now.
    fn at_present(build: Subject, ageing: u64) -> Bureau {
        let build = attempted_twist(TWIST, build.priorities);
        let priorities = Priorities { ageing: ms(ageing) };
        let (office, scheduler) =
            super::open_at_present(|ports| build(Config::default(), ports, priorities), |scheduler| scheduler);
        Bureau { office, scheduler }
    }

    /// Submits a job that must be taken.
    fn submit(&self, key: &str, priority: u32, trigger: Trigger, body: Body) -> JobId {
        let spec = self.office.job(key, trigger, body);
        let what = format!("submit_with_priority({key}, {priority})");
        match call(&what, || self.scheduler.submit_with_priority(spec, priority)) {
            Ok(job) => job,
            Err(error) => complain(format!("{what} was refused: {error}")),
        }
    }

    /// One worker, which is busy for so many milliseconds from now on.
    fn start_busy_worker(&self, millis: u64) {
        self.office.submit("busy", once(0), takes(millis));
        self.office.start_workers(1);
        self.office.wait(1);
    }

    /// Which jobs have run, but for the one that kept the worker busy.
    fn order(&self) -> Vec<String> {
        self.office.order().into_iter().filter(|key| key != "busy").collect()
    }
}

fn the_most_urgent_runs_first(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), AN_HOUR);
    bureau.start_busy_worker(50);
    bureau.office.submit("plain", once(5), succeeds());
    bureau.submit("urgent", 3, once(10), succeeds());
    bureau.submit("most urgent", 4_000_000_000, once(20), succeeds());
    bureau.submit("hardly urgent", 1, once(15), succeeds());
    bureau.office.wait(100);
    expect_eq!(
        bureau.order(),
        ["most urgent", "urgent", "hardly urgent", "plain"],
        "jobs with priorities 4000000000, 3, 1 and none, all due when the worker was free, ran in this order"
    );
    bureau.office.close(Shutdown::Abort);

    let bureau = Bureau::at_present(build, AN_HOUR);
    bureau.start_busy_worker(50);
    bureau.office.submit("plain", once(5), succeeds());
    bureau.submit("urgent", 3, once(10), succeeds());
    bureau.office.wait(20);
    bureau.office.close(Shutdown::Drain);
    expect_eq!(bureau.order(), ["urgent", "plain"], "jobs with priorities 3 and none ran in this order during a drain");
}

fn a_claim_takes_the_most_urgent(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), AN_HOUR);
    for (key, priority) in [("low", 1), ("high", 3), ("middle", 2)] {
        bureau.submit(key, priority, once(0), succeeds());
    }
    let claims =
        [1, 2, 3].map(|worker| bureau.office.must_claim(worker, 1000, "three jobs are due").run.key.to_string());
    expect_eq!(claims, ["high", "middle", "low"], "what was claimed, of jobs with priorities 1, 3 and 2");
}

fn equal_urgency_keeps_the_order(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), AN_HOUR);
    bureau.start_busy_worker(50);
    bureau.submit("third", 7, once(20), succeeds());
    bureau.submit("first", 7, once(10), succeeds());
    bureau.submit("fourth", 7, once(20), succeeds());
    bureau.submit("second", 7, once(15), succeeds());
    bureau.submit("fifth", 7, once(20), succeeds());
    bureau.office.wait(100);
    expect_eq!(
        bureau.order(),
        ["first", "second", "third", "fourth", "fifth"],
        "jobs with the same priority, due at 20, 10, 20, 15 and 20 ms, ran in this order"
    );
}

fn an_urgent_job_holds_up_nobody_before_it_is_due(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), AN_HOUR);
    let urgent = bureau.submit("urgent", 9, once(100), succeeds());
    let plain = bureau.submit("plain", 0, once(20), succeeds());
    bureau.office.start_workers(1);
    bureau.office.wait(60);
    expect_eq!(
        bureau.office.starts(plain),
        [20],
        "when a job ran that was due at 20 ms, with an urgent one due at 100 ms"
    );
    expect_eq!(bureau.office.starts(urgent), [0; 0], "when, until 60 ms, an urgent job ran that was due at 100 ms");
    bureau.office.wait(60);
    expect_eq!(bureau.office.starts(urgent), [100], "when an urgent job ran that was due at 100 ms");
}

fn waiting_makes_a_job_more_urgent(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), 10);
    bureau.start_busy_worker(49);
    // At 49 ms, when the worker is free, they are as urgent as the comments say.
    bureau.submit("fresh three", 3, once(45), succeeds()); // 3
    bureau.submit("almost four", 3, once(40), succeeds()); // 3, and due before the one above
    bureau.submit("old", 0, once(9), succeeds()); // 4
    bureau.submit("fresh four", 4, once(44), succeeds()); // 4
    bureau.submit("fresh five", 5, once(46), succeeds()); // 5
    bureau.submit("beyond all", u32::MAX, once(5), succeeds()); // four steps above what a u32 holds
    bureau.office.wait(100);
    expect_eq!(
        bureau.order(),
        ["beyond all", "fresh five", "old", "fresh four", "almost four", "fresh three"],
        "a worker was free at 49 ms, with 10 ms of waiting for each step up; (priority, due) were fresh three (3, 45 ms), \
         almost four (3, 40 ms), old (0, 9 ms), fresh four (4, 44 ms), fresh five (5, 46 ms) and beyond all (4294967295, 5 ms), and \
         they ran in this order"
    );
}

fn a_retry_ages_anew(build: Subject) {
    let bureau = Bureau::open(build, retry(2, 50, 50), 10);
    let body: Body = Box::new(|run| match run.attempt {
        1 => Err(task_scheduler_api::Failure::new("the first attempt fails")),
        _ => Ok(effect(run)),
    });
    bureau.submit("retried", 2, once(0), body);
    bureau.office.start_workers(1);
    bureau.office.wait(1);
    bureau.office.submit("busy", once(20), takes(50));
    // At 70 ms the retry is due for 20 ms, so it is as urgent as 4.
    bureau.submit("five", 5, once(65), succeeds());
    bureau.submit("three", 3, once(65), succeeds());
    bureau.office.wait(150);
    expect_eq!(
        bureau.order(),
        ["retried", "five", "retried", "three"],
        "a worker was free at 70 ms; a job with priority 2 had failed at 0 ms and was due again at 50 ms, and two with priorities 5 \
         and 3 were due at 65 ms, with 10 ms of waiting for each step up; they ran in this order"
    );

    let bureau = Bureau::at_present(build, AN_HOUR);
    bureau.submit("tick", 5, every(0, 100), succeeds());
    bureau.office.start_workers(1);
    bureau.office.wait(1);
    bureau.office.submit("busy", once(90), takes(30));
    bureau.submit("three", 3, once(95), succeeds());
    bureau.office.wait(150);
    expect_eq!(
        bureau.order(),
        ["tick", "tick", "three"],
        "a worker was free at 120 ms, when the second occurrence of a job with priority 5 was due since 100 ms, and a job with \
         priority 3 since 95 ms; they ran in this order"
    );
}

fn two_workers_take_the_two_most_urgent(build: Subject) {
    let bureau = Bureau::open(build, Config::default(), AN_HOUR);
    for (key, priority) in [("low", 1), ("high", 3), ("middle", 2)] {
        bureau.submit(key, priority, once(0), takes(10));
    }
    kata_suite::settle_ready();
    bureau.office.start_workers(2);
    bureau.office.wait(5);
    let mut begun = bureau.office.order();
    begun.sort_unstable();
    expect_eq!(begun, ["high", "middle"], "what two workers took at once, of jobs with priorities 1, 2 and 3");
    bureau.office.wait(50);
    let mut begun = bureau.office.order();
    begun.sort_unstable();
    expect_eq!(begun, ["high", "low", "middle"], "what two workers ran in the end");
}
