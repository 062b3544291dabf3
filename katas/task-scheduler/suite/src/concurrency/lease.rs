//! Leases that run out while somebody settles or prolongs them.

use std::sync::Arc;

use kata_suite::{Check, Level, crew, expect, expect_eq, thread};
use task_scheduler_api::{Claim, Clock, Failure, LeaseError, Status, TaskScheduler, Timestamp};

use crate::Subject;
use crate::doubles::succeeds;
use crate::office::{Office, ack, attempted, claim, ms, once, retry};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::concurrency("one-claim-gets-the-job", "of two claims at once, one gets the job")
            .level(Level::L6)
            .weight(2)
            .hint("What can happen between looking at the first of the queue and taking it?")
            .timed(one_claim_gets_the_job),
        Check::concurrency("a-heartbeat-prevents-a-reclaim", "a lease that was prolonged is given to nobody else")
            .level(Level::L6)
            .weight(2)
            .hint("A heartbeat and the end of the lease come at the same time. Both look at the end; who looks last?")
            .explore(a_heartbeat_prevents_a_reclaim),
        Check::concurrency(
            "a-late-ack-is-fenced-off",
            "an ack is accepted, or somebody else is given the job, but not both",
        )
        .level(Level::L6)
        .weight(2)
        .hint(
            "The store takes its time, and meanwhile the lease runs out. Who owns the job when the store has answered?",
        )
        .explore(a_late_ack_is_fenced_off),
        Check::concurrency("a-redelivery-has-one-effect", "a redelivery that races a late ack has one effect")
            .level(Level::L6)
            .hint("Two attempts at one occurrence reach the store. What does it recognise them by?")
            .explore(a_redelivery_has_one_effect),
        Check::concurrency(
            "a-last-failure-is-buried-once",
            "a last attempt that fails as its lease expires becomes one dead letter",
        )
        .level(Level::L6)
        .hint("There are two ways to the dead letters here. Can both be taken for one attempt?")
        .explore(a_last_failure_is_buried_once),
        Check::concurrency("a-claim-is-settled-once", "of an ack and a fail of one claim at once, one is accepted")
            .level(Level::L6)
            .hint("While an ack waits for the store, the claim can be settled in another way. What does the ack look at after that?")
            .explore(a_claim_is_settled_once),
        Check::concurrency("one-redrive-wins", "of two redrives at once, one is accepted")
            .level(Level::L6)
            .hint("What can happen between finding the dead letter and taking it away?")
            .timed(one_redrive_wins),
    ]
}

fn one_claim_gets_the_job(build: Subject) {
    let office = Office::open(build);
    office.submit("report", once(0), succeeds());
    kata_suite::settle_ready();
    let claiming = |worker| {
        let scheduler = Arc::clone(&office.scheduler);
        move || claim(&*scheduler, worker, 1000)
    };
    let claims = crew([("claimer-1", claiming(1)), ("claimer-2", claiming(2))]);
    expect_eq!(claims.iter().flatten().count(), 1, "how many of two claims got the only job that was due");
}

/// What the two callers of a check saw: an answer about the lease, and a claim with the time after it.
#[derive(Debug)]
enum Saw<R> {
    Answer(R),
    Claim(Option<Claim>, Timestamp),
}

/// Lets the holder of a lease of 10 ms act at 9 ms, and somebody else claim at 10 ms. In between, anything can happen.
fn race<R: Send + 'static>(
    office: &Office,
    act: impl FnOnce(&dyn TaskScheduler) -> R + Send + 'static,
) -> (R, Option<Claim>, Timestamp) {
    let (one, two, clock) = (Arc::clone(&office.scheduler), Arc::clone(&office.scheduler), Arc::clone(&office.clock));
    type Caller<R> = Box<dyn FnOnce() -> Saw<R> + Send>;
    let holder: Caller<R> = Box::new(move || {
        thread::sleep(ms(9));
        Saw::Answer(act(&*one))
    });
    let other: Caller<R> = Box::new(move || {
        thread::sleep(ms(10));
        let claim = claim(&*two, 2, 1000);
        Saw::Claim(claim, clock.now())
    });
    let (mut answer, mut claimed) = (None, None);
    for saw in crew([("holder", holder), ("claimer", other)]) {
        match saw {
            Saw::Answer(result) => answer = Some(result),
            Saw::Claim(claim, time) => claimed = Some((claim, time)),
        }
    }
    let (Some(answer), Some((claim, time))) = (answer, claimed) else { unreachable!("each caller saw something") };
    // Whoever notices the end of a lease in the background has noticed it after this.
    kata_suite::settle_ready();
    (answer, claim, time)
}

fn a_heartbeat_prevents_a_reclaim(build: Subject) {
    let office = Office::open(build);
    office.submit("report", once(0), succeeds());
    let lease = office.must_claim(1, 10, "a job is due").lease;
    let (heartbeat, other, time) =
        race(&office, move |scheduler| attempted("heartbeat", lease, |lease| scheduler.heartbeat(lease, ms(10))));
    if let (Ok(until), Some(other)) = (&heartbeat, &other) {
        expect!(
            time >= *until,
            "a heartbeat prolonged the lease until {until}, but {} was given the job by {time}",
            other.run.worker
        );
    }
}

fn a_late_ack_is_fenced_off(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    office.store.takes(ms(3));
    let first = office.must_claim(1, 10, "a job is due");
    let (late, other, _) = race(&office, move |scheduler| ack(scheduler, &first));
    expect!(
        late.is_err() || other.is_none(),
        "the ack of the first claim was accepted, but the job was given to a second claim as well"
    );
    let second = other.map(|claim| (ack(&*office.scheduler, &claim), claim.until));
    if let Some((Err(error), until)) = &second {
        // A thread may be so slow that the second lease runs out as well.
        let in_time = office.clock.now() < *until;
        expect!(!in_time, "the ack of the second claim was refused, though its lease was good: {error}");
    }
    let accepted = late.is_ok() || second.is_some_and(|(result, _)| result.is_ok());
    if accepted {
        office.expect_status(job, Status::Done, "after an ack was accepted");
    }
    let effects = office.effects(job);
    expect!(effects == 1 || effects == 0 && !accepted, "an ack was accepted, and the job has {effects} effects");
}

fn a_redelivery_has_one_effect(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    office.store.takes(ms(3));
    let first = office.must_claim(1, 10, "a job is due");
    office.start_workers(1);
    thread::sleep(ms(9));
    let late: Result<(), LeaseError> = ack(&*office.scheduler, &first);
    // One wait may be cut short while the worker is on its way to the store, but not all of them.
    (0..3).for_each(|_| office.wait(20));
    let runs = office.starts(job).len();
    expect!(late.is_err() || runs == 0, "the ack of a claim was accepted, but a worker ran the job as well");
    expect!(late.is_ok() || runs == 1, "the lease was stale, and workers ran the job {runs} times");
    expect_eq!(office.effects(job), 1, "effects of one occurrence");
    office.expect_status(job, Status::Done, "in the end");
}

fn a_last_failure_is_buried_once(build: Subject) {
    let office = Office::with(build, retry(1, 10, 10));
    let job = office.submit("report", once(0), succeeds());
    let lease = office.must_claim(1, 10, "a job is due").lease;
    let (_, other, _) = race(&office, move |scheduler| {
        attempted("fail", lease, |lease| scheduler.fail(lease, Failure::new("no disk")))
    });
    expect_eq!(other, None, "a claim of a job whose only attempt has failed");
    let letters: Vec<_> = office.scheduler.dead_letters().iter().map(|letter| letter.job).collect();
    expect_eq!(letters, [job], "dead letters of a job whose only attempt failed as its lease expired");
}

fn a_claim_is_settled_once(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 1000, "a job is due");
    office.store.takes(ms(1));
    let (one, two) = (Arc::clone(&office.scheduler), Arc::clone(&office.scheduler));
    let (lease, until) = (claim.lease, claim.until);
    type Caller = Box<dyn FnOnce() -> Result<(), LeaseError> + Send>;
    let acks: Caller = Box::new(move || ack(&*one, &claim));
    let fails: Caller = Box::new(move || attempted("fail", lease, |lease| two.fail(lease, Failure::new("no disk"))));
    let answers = crew([("holder", acks), ("its twin", fails)]);
    let accepted = answers.iter().filter(|answer| answer.is_ok()).count();
    // Threads may be so slow that the lease runs out before either of them comes.
    let in_time = office.clock.now() < until;
    expect!(
        accepted == 1 || accepted == 0 && !in_time,
        "an ack and a fail of one claim were made at once, and {accepted} of them were accepted"
    );
    let is_done = office.scheduler.status(job) == Some(Status::Done);
    expect_eq!(
        is_done,
        answers[0].is_ok(),
        "whether the job is done, of whose ack and fail the one or the other was accepted"
    );
}

fn one_redrive_wins(build: Subject) {
    let office = Office::with(build, retry(1, 10, 10));
    let job = office.submit("report", once(0), succeeds());
    let lease = office.must_claim(1, 10, "a job is due").lease;
    let failed = attempted("fail", lease, |lease| office.scheduler.fail(lease, Failure::new("no disk")));
    expect_eq!(failed, Ok(()), "failing a claim");
    let redriving = || {
        let scheduler = Arc::clone(&office.scheduler);
        move || {
            let result = kata_suite::call(&format!("redrive({job})"), || scheduler.redrive(job));
            kata_suite::attempt("redrive", result, |error| *error == task_scheduler_api::RedriveError::Unsupported)
        }
    };
    let accepted = crew([("caller-1", redriving()), ("caller-2", redriving())]).iter().flatten().count();
    expect_eq!(accepted, 1, "how many of two redrives of one dead job were accepted");
    expect_eq!(office.scheduler.dead_letters(), [], "dead letters after a redrive");
    let claims = [3, 4].map(|worker| office.claim(worker, 1000)).iter().flatten().count();
    expect_eq!(claims, 1, "how many claims of the redriven job there were");
}
