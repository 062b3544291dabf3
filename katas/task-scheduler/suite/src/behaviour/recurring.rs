//! Jobs at a fixed rate and with a fixed delay.

use kata_suite::{Check, Level, expect_eq};
use task_scheduler_api::{Config, Effect, Shutdown, Status, SubmitError, Timestamp, Trigger};

use crate::Subject;
use crate::doubles::{Body, fails, fails_first, succeeds, takes};
use crate::office::{ORIGIN, Office, at, every, millis, ms, once, retry};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "a-fixed-rate-counts-from-the-schedule",
            "a fixed rate counts from the schedule, however long the runs take",
        )
        .level(Level::L5)
        .weight(2)
        .hint("From which instant do you count to the next occurrence?")
        .run(fixed_rate),
        Check::behaviour("a-fixed-delay-counts-from-completion", "a fixed delay counts from the end of the run before")
            .level(Level::L5)
            .hint("From which instant do you count to the next occurrence?")
            .run(fixed_delay),
        Check::behaviour("each-occurrence-has-its-own-effect", "each occurrence has an effect of its own")
            .level(Level::L5)
            .hint("What tells two occurrences of one job apart in the effect key?")
            .run(each_occurrence_has_its_own_effect),
        Check::behaviour("a-retry-does-not-move-the-schedule", "a retry does not move the schedule")
            .level(Level::L5)
            .hint("An attempt is due at one time, its occurrence was planned for another.")
            .run(a_retry_does_not_move_the_schedule),
        Check::behaviour(
            "what-comes-again-keeps-its-place",
            "among what is due at the same time, an occurrence and a retry keep the place of their job",
        )
        .level(Level::L5)
        .hint("Of those due at once, the one that was *submitted* first runs first. Is that when the job came, or when it was queued?")
        .run(what_comes_again_keeps_its_place),
        Check::behaviour("a-dead-occurrence-stops-its-job", "a job whose occurrence is dead plans no further ones")
            .level(Level::L5)
            .hint("What follows the last failed attempt of a recurring job?")
            .run(a_dead_occurrence_stops_its_job),
        Check::behaviour("an-interval-of-no-length-is-refused", "an interval of no length is refused")
            .level(Level::L5)
            .hint("How often would it run?")
            .run(an_interval_of_no_length_is_refused),
    ]
}

fn fixed_rate(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("tick", every(10, 100), takes(30));
    office.start_workers(1);
    office.wait(50);
    office.expect_status(job, Status::Waiting { due: at(110), attempt: 1 }, "after its first run, from 10 to 40 ms");
    office.wait(300);
    expect_eq!(
        office.starts(job),
        [10, 110, 210, 310],
        "a job at 10 ms and then every 100 ms, which takes 30 ms, ran at"
    );
    let planned: Vec<_> = office.begun.calls().iter().map(|run| run.planned).collect();
    expect_eq!(planned, [10, 110, 210, 310].map(at), "when its runs were planned");

    let office = Office::at_present(build, Config::default());
    office.submit("tick", Trigger::FixedRate { first: before(150), every: ms(100) }, succeeds());
    office.start_workers(1);
    office.wait(200);
    let planned: Vec<_> = office.begun.calls().iter().map(|run| run.planned).collect();
    expect_eq!(
        planned,
        [before(150), at(50), at(150)],
        "when the runs were planned of a job every 100 ms, whose first had been due 150 ms before it was submitted"
    );
}

/// The instant so many milliseconds before the check began.
fn before(millis: u64) -> Timestamp {
    Timestamp::new(ORIGIN.since_1970() - ms(millis))
}

fn fixed_delay(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("tick", Trigger::FixedDelay { first: at(10), delay: ms(100) }, takes(30));
    office.start_workers(1);
    office.wait(50);
    let due = office.due(job).map(|due| millis(due.since(at(0))));
    expect_eq!(due, Some(140), "when the job is due after its first run, from 10 to 40 ms");
    office.wait(300);
    expect_eq!(office.starts(job), [10, 140, 270], "a job at 10 ms and then 100 ms after each run of 30 ms ran at");

    let (office, began) = (Office::at_present(build, Config::default()), millis(kata_suite::now()));
    office.store.takes(ms(20));
    let job = office.submit("tick", Trigger::FixedDelay { first: before(5), delay: ms(100) }, takes(30));
    office.start_workers(1);
    office.wait(200);
    let starts: Vec<_> = office.starts(job).iter().map(|start| start - began).collect();
    expect_eq!(
        starts,
        [0, 150],
        "a job at once and then 100 ms after each run of 30 ms, whose effect takes the store 20 ms, ran at"
    );
    let planned: Vec<_> = office.begun.calls().iter().map(|run| run.planned).collect();
    expect_eq!(
        planned,
        [before(5), at(150)],
        "when these runs were planned, the first for 5 ms before it was submitted"
    );
}

fn each_occurrence_has_its_own_effect(build: Subject) {
    let office = Office::open(build);
    let rate = office.submit("rate", every(0, 100), succeeds());
    let delay = office.submit("delay", Trigger::FixedDelay { first: at(0), delay: ms(100) }, succeeds());
    office.start_workers(1);
    office.wait(350);
    expect_eq!(office.effects(rate), 4, "effects of a job that ran every 100 ms from 0 to 300 ms");
    expect_eq!(office.effects(delay), 4, "effects of a job that ran with a delay of 100 ms from 0 to 300 ms");
}

fn a_retry_does_not_move_the_schedule(build: Subject) {
    let office = Office::with(build, retry(2, 30, 30));
    let body: Body = Box::new(|run| {
        let second_occurrence = run.planned == at(100);
        if second_occurrence && run.attempt == 1 { fails()(run) } else { Ok(Effect::default()) }
    });
    let job = office.submit("tick", every(0, 100), body);
    office.start_workers(1);
    office.wait(350);
    expect_eq!(
        office.starts(job),
        [0, 100, 130, 200, 300],
        "a job every 100 ms, whose run at 100 ms failed and was tried again after 30 ms, ran at"
    );
    let attempts: Vec<_> = office.begun.calls().iter().map(|run| (run.planned, run.attempt)).collect();
    let expected = [(0, 1), (100, 1), (100, 2), (200, 1), (300, 1)].map(|(planned, attempt)| (at(planned), attempt));
    expect_eq!(attempts, expected, "when its runs were planned, and which attempts they were");
}

fn a_dead_occurrence_stops_its_job(build: Subject) {
    let office = Office::with(build, retry(2, 30, 30));
    let job = office.submit("tick", every(0, 100), fails());
    office.start_workers(1);
    office.wait(500);
    expect_eq!(
        office.starts(job),
        [0, 30],
        "a job every 100 ms, whose first occurrence failed in both attempts, ran at"
    );
    office.expect_status(job, Status::Dead, "after both attempts have failed");
    expect_eq!(office.scheduler.dead_letters().len(), 1, "dead letters");
}

fn an_interval_of_no_length_is_refused(build: Subject) {
    let office = Office::open(build);
    let rate = office.try_submit(office.job("tick", every(0, 0), succeeds()));
    expect_eq!(rate, Err(SubmitError::ZeroInterval), "submitting a job with a fixed rate of no length");
    let delay = Trigger::FixedDelay { first: at(0), delay: ms(0) };
    let delay = office.try_submit(office.job("tick", delay, succeeds()));
    expect_eq!(delay, Err(SubmitError::ZeroInterval), "submitting a job with a fixed delay of no length");
    office.submit("tick", every(0, 100), succeeds());
    let refused = office.try_submit(office.job("tick", every(0, 0), succeeds()));
    expect_eq!(
        refused,
        Err(SubmitError::ZeroInterval),
        "submitting a job with a fixed rate of no length and a key that is taken (the first of the errors that apply)"
    );
    office.close(Shutdown::Abort);
    let refused = office.try_submit(office.job("tick", every(0, 0), succeeds()));
    expect_eq!(
        refused,
        Err(SubmitError::ShutDown),
        "submitting that after a shutdown (the first of the errors that apply)"
    );
}

fn what_comes_again_keeps_its_place(build: Subject) {
    let office = Office::with(build, retry(2, 10, 10));
    office.submit("tick", every(0, 10), succeeds());
    office.submit("retried", once(0), fails_first(1));
    office.submit("once", once(10), succeeds());
    office.start_workers(1);
    office.wait(15);
    expect_eq!(
        office.order(),
        ["tick", "retried", "tick", "retried", "once"],
        "submitted in this order: tick (every 10 ms), retried (at 0 ms, failed, due again at 10 ms), once (at 10 ms); they ran in this"
    );
}
