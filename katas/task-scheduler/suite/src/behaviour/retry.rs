//! Attempts that fail, and what follows.

use std::sync::atomic::{AtomicU32, Ordering};

use kata_suite::{Check, Level, expect_eq};
use task_scheduler_api::{
    Cancelled, Config, DeadLetter, Effect, Failure, JobId, RedriveError, RetryRule, Run, Status, TaskScheduler,
};

use crate::Subject;
use crate::doubles::{Answer, Body, effect, fails, fails_first, succeeds, takes};
use crate::office::{Office, at, every, key_of, millis, ms, once, retry};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("backoff-grows-up-to-its-cap", "the pauses between attempts grow, up to the cap")
            .level(Level::L4)
            .weight(2)
            .hint("Write the delays after attempts 1 to 6 down on paper, for 100 ms doubled up to 500 ms.")
            .run(backoff_grows_up_to_its_cap),
        Check::behaviour("backoff-survives-many-attempts", "the backoff survives a great number of attempts")
            .level(Level::L4)
            .hint("What is the factor to the power of 69?")
            .run(backoff_survives_many_attempts),
        Check::behaviour("the-last-failure-becomes-one-dead-letter", "the last failure becomes one dead letter")
            .level(Level::L4)
            .weight(2)
            .hint("How many attempts does a rule with three of them grant, and what is written down after which?")
            .run(the_last_failure_becomes_one_dead_letter),
        Check::behaviour("a-panic-counts-as-a-failure", "a handler that panics has failed, and its worker lives on")
            .level(Level::L4)
            .weight(2)
            .hint("What does a panic unwind through on its way out of the handler?")
            .run(a_panic_counts_as_a_failure),
        Check::behaviour("a-store-that-fails-costs-an-attempt", "an effect that the store did not take is tried again")
            .level(Level::L4)
            .hint("When has an occurrence succeeded: when the handler returns, or when the store has answered?")
            .run(a_store_that_fails_costs_an_attempt),
        Check::behaviour("attempts-share-their-effect-key", "all attempts at an occurrence share one effect key")
            .level(Level::L4)
            .hint("The store's answer may be lost on the way. How does it recognise the second try?")
            .run(attempts_share_their_effect_key),
        Check::behaviour("a-redriven-job-starts-over", "a redriven job starts over with its first attempt")
            .level(Level::L6)
            .hint("What is left of the failed attempts: the count, the letter, the planned time?")
            .run(a_redriven_job_starts_over),
        Check::behaviour("a-redriven-job-goes-on", "a recurring job that was redriven goes on with its schedule")
            .level(Level::L6)
            .hint("A dead job plans nothing. When does it begin to plan again?")
            .run(a_redriven_job_goes_on),
    ]
}

fn backoff_grows_up_to_its_cap(build: Subject) {
    let office = Office::with(build, retry(6, 100, 500));
    let job = office.submit("report", once(0), fails());
    office.start_workers(1);
    office.wait(50);
    office.expect_status(job, Status::Waiting { due: at(100), attempt: 2 }, "after its first attempt failed");
    office.wait(10_000);
    let expected = [0, 100, 300, 700, 1200, 1700];
    expect_eq!(office.starts(job), expected, "six attempts with pauses of 100 ms, doubled up to 500 ms, began at");

    let (office, began) = (Office::at_present(build, retry(2, 100, 500)), millis(kata_suite::now()));
    let slow_failure: Body = Box::new(|run| takes(30)(run).and_then(|_| fails()(run)));
    let job = office.submit("slow", once(0), slow_failure);
    office.start_workers(1);
    office.wait(1000);
    let starts: Vec<_> = office.starts(job).iter().map(|start| start - began).collect();
    expect_eq!(starts, [0, 130], "two attempts that fail after 30 ms, with a pause of 100 ms, began at");
}

fn backoff_survives_many_attempts(build: Subject) {
    let rule = RetryRule { max_attempts: 70, first_delay: ms(1), factor: 10, max_delay: ms(5) };
    let office = Office::with(build, Config { retry: rule, ..Config::default() });
    let job = office.submit("report", once(0), fails());
    office.start_workers(1);
    office.wait(1000);
    let starts = office.starts(job);
    let (count, last) = (starts.len(), starts.last().copied());
    expect_eq!(
        (count, last),
        (70, Some(1 + 68 * 5)),
        "70 attempts with a pause of 1 ms and then 5 ms; their number and the last start"
    );
}

fn the_last_failure_becomes_one_dead_letter(build: Subject) {
    let office = Office::with(build, retry(3, 10, 10));
    let doomed = office.submit("doomed", once(5), fails());
    office.submit("saved", once(5), fails_first(2));
    let sooner = office.submit("doomed sooner", once(2), fails());
    office.start_workers(1);
    office.wait(20);
    expect_eq!(office.scheduler.dead_letters(), [], "dead letters after two of three attempts");
    office.wait(500);
    let expected = [(sooner, "doomed sooner", 2), (doomed, "doomed", 5)].map(|(job, key, planned)| DeadLetter {
        job,
        key: key.into(),
        planned: at(planned),
        attempts: 3,
        failure: Failure::new("attempt 3 failed"),
    });
    expect_eq!(
        office.scheduler.dead_letters(),
        expected,
        "dead letters, oldest first, of a job that failed for the third time at 25 ms, one that did at 22 ms, and one that failed twice"
    );
    expect_eq!(office.cancel(doomed), Cancelled::TooLate, "cancelling a job that is dead");
    expect_eq!(office.scheduler.dead_letters(), expected, "dead letters after that cancel");
    office.expect_status(doomed, Status::Dead, "after its last attempt failed");
    expect_eq!(office.starts(doomed), [5, 15, 25], "when the job ran that failed always");
}

fn a_panic_counts_as_a_failure(build: Subject) {
    let office = Office::with(build, retry(2, 10, 10));
    let saved = office.submit("saved", once(0), panics_first(1));
    let doomed = office.submit("doomed", once(0), panics_first(2));
    // Its text is put together when it panics, so it is a `String`; that of the others is a `&str`.
    let full = office.submit("full", once(0), Box::new(|run| panic!("disk {} is full", run.attempt)));
    let odd: Body = Box::new(|run| if run.attempt == 1 { std::panic::panic_any(17) } else { Ok(effect(run)) });
    let odd = office.submit("odd", once(0), odd);
    let later = office.submit("later", once(100), succeeds());
    office.start_workers(1);
    office.wait(200);
    expect_eq!(office.starts(saved), [0, 10], "when a job ran whose handler panicked in its first attempt");
    office.expect_status(saved, Status::Done, "after its second attempt");
    let reasons: Vec<_> =
        office.scheduler.dead_letters().into_iter().map(|letter| (letter.job, letter.failure)).collect();
    expect_eq!(
        reasons,
        [(doomed, Failure::new("no disk")), (full, Failure::new("disk 2 is full"))],
        "dead letters of two handlers that panicked twice, with \"no disk\", and with \"disk 1 is full\" and \"disk 2 is full\""
    );
    expect_eq!(office.starts(odd), [0, 10], "when a job ran whose handler panicked with a number, which is no text");
    expect_eq!(office.starts(later), [100], "when the only worker ran the next job, after two handlers had panicked");
}

fn panics_first(attempts: u32) -> Body {
    Box::new(move |run| if run.attempt <= attempts { panic!("no disk") } else { Ok(effect(run)) })
}

fn a_store_that_fails_costs_an_attempt(build: Subject) {
    let office = Office::with(build, retry(3, 10, 10));
    office.store.answers([Answer::Refused, Answer::Panics]);
    let job = office.submit("report", once(0), succeeds());
    office.start_workers(1);
    office.wait(5);
    office.expect_status(job, Status::Waiting { due: at(10), attempt: 2 }, "after the store has refused its effect");
    office.wait(100);
    expect_eq!(
        office.starts(job),
        [0, 10, 20],
        "when a job ran whose effect the store refused, then panicked, then took"
    );
    expect_eq!(office.effects(job), 1, "effects that were applied in the end");
    office.expect_status(job, Status::Done, "in the end");

    let office = Office::at_present(build, retry(1, 10, 10));
    office.store.answers([Answer::Refused]);
    office.submit("doomed", once(0), succeeds());
    office.start_workers(1);
    office.wait(100);
    let reasons: Vec<_> = office.scheduler.dead_letters().into_iter().map(|letter| letter.failure.reason).collect();
    expect_eq!(
        reasons,
        ["refused"],
        "why jobs are dead whose effect the store did not take, with the reason \"refused\""
    );
}

fn attempts_share_their_effect_key(build: Subject) {
    let office = Office::with(build, retry(3, 10, 10));
    office.store.answers([Answer::Lost]);
    let job = office.submit("report", once(0), succeeds());
    let other = office.submit("other", once(0), succeeds());
    office.start_workers(1);
    office.wait(100);
    expect_eq!(office.starts(job), [0, 10], "when a job ran whose first effect was applied, but the answer was lost");
    expect_eq!(office.effects(job), 1, "effects of one occurrence with two attempts (the key must be the same)");
    expect_eq!(office.effects(other), 1, "effects of another job that was planned for the same instant");
    let keys: Vec<_> = office.begun.calls().iter().map(key_of).collect();
    let used = office.store.calls.calls();
    expect_eq!(used.iter().find(|key| !keys.contains(key)), None, "an effect key that is not that of a run");
}

/// Redrives a job.
fn redrive(scheduler: &dyn TaskScheduler, job: JobId) -> Result<(), RedriveError> {
    let result = kata_suite::call(&format!("redrive({job})"), || scheduler.redrive(job));
    kata_suite::attempt("redrive", result, |error| *error == RedriveError::Unsupported)
}

fn a_redriven_job_starts_over(build: Subject) {
    let office = Office::with(build, retry(2, 10, 10));
    let job = office.submit("report", once(0), fails());
    expect_eq!(redrive(&*office.scheduler, job), Err(RedriveError::NotDead(job)), "redriving a job that waits");
    office.start_workers(1);
    office.wait(100);
    expect_eq!(redrive(&*office.scheduler, job), Ok(()), "redriving a job that is dead");
    expect_eq!(office.scheduler.dead_letters(), [], "dead letters after the redrive");
    office.wait(100);
    let attempts: Vec<_> = office.begun.calls().iter().map(|run| (run.attempt, run.planned)).collect();
    let expected = [1, 2, 1, 2].map(|attempt| (attempt, at(0)));
    expect_eq!(
        attempts,
        expected,
        "attempts of a job with two of them that died and was redriven, and when they were planned"
    );
    expect_eq!(office.starts(job), [0, 10, 100, 110], "when these attempts began");
    expect_eq!(office.scheduler.dead_letters().len(), 1, "dead letters after the job died again");

    office.submit("busy", once(0), takes(50));
    office.wait(10);
    expect_eq!(redrive(&*office.scheduler, job), Ok(()), "redriving it at 210 ms, with the only worker busy");
    office.expect_status(job, Status::Waiting { due: at(210), attempt: 1 }, "which was redriven at 210 ms");
}

fn a_redriven_job_goes_on(build: Subject) {
    let office = Office::with(build, retry(1, 10, 10));
    let runs = AtomicU32::new(0);
    let body: Body = Box::new(move |_: &Run| {
        let second = runs.fetch_add(1, Ordering::Relaxed) == 1;
        if second { Err(Failure::new("no disk")) } else { Ok(Effect::default()) }
    });
    let job = office.submit("report", every(0, 100), body);
    office.start_workers(1);
    office.wait(350);
    expect_eq!(office.starts(job), [0, 100], "when a job ran every 100 ms whose second occurrence died");
    expect_eq!(redrive(&*office.scheduler, job), Ok(()), "redriving it at 350 ms");
    office.wait(200);
    expect_eq!(office.starts(job), [0, 100, 350, 400, 500], "when the job ran that was redriven at 350 ms");
    let planned: Vec<_> = office.begun.calls().iter().map(|run| run.planned).collect();
    expect_eq!(planned, [0, 100, 100, 400, 500].map(at), "when its runs were planned");
}
