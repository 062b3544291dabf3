//! Workers elsewhere, who claim a job for a while.

use std::panic::{AssertUnwindSafe, catch_unwind};

use kata_suite::{Check, Level, expect, expect_eq};
use task_scheduler_api::{
    Cancelled, Config, DeadLetter, Failure, LeaseError, LeaseId, Shutdown, Status, StoreError, TaskScheduler,
    Timestamp, WorkerId,
};

use crate::Subject;
use crate::doubles::{Answer, succeeds};
use crate::office::{Office, ack, at, attempted, every, key_of, ms, once, retry, sorted};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour("a-claim-takes-what-is-due", "a claim takes what is due, and an ack settles it")
            .level(Level::L6)
            .hint(
                "A claim is an attempt that somebody else makes: what does the status say, and who applies the effect?",
            )
            .run(a_claim_takes_what_is_due),
        Check::behaviour("an-expired-lease-is-delivered-again", "a job whose lease has expired is delivered again")
            .level(Level::L6)
            .weight(2)
            .hint("Who notices that a lease has run out, if its holder never comes back?")
            .run(an_expired_lease_is_delivered_again),
        Check::behaviour(
            "expired-leases-use-up-attempts",
            "an expired lease uses up an attempt, and the last one becomes a dead letter",
        )
        .level(Level::L6)
        .hint("Which number has the attempt after an expired one, and what follows the last?")
        .run(expired_leases_use_up_attempts),
        Check::behaviour("a-stale-lease-settles-nothing", "a stale lease settles nothing")
            .level(Level::L6)
            .weight(2)
            .hint("What does an ack show to prove that it comes from the present holder?")
            .run(a_stale_lease_settles_nothing),
        Check::behaviour("a-heartbeat-prolongs-a-lease", "a heartbeat prolongs a lease from now on")
            .level(Level::L6)
            .hint("Where is the end of a lease noted down? Is that the only place?")
            .run(a_heartbeat_prolongs_a_lease),
        Check::behaviour("a-claim-that-failed-is-retried", "a claim that failed is retried with backoff")
            .level(Level::L6)
            .hint("Is there any difference between a handler that fails and a claim that does?")
            .run(a_claim_that_failed_is_retried),
        Check::behaviour(
            "an-ack-that-the-store-refused-can-be-repeated",
            "an ack that the store refused leaves the lease as it was",
        )
        .level(Level::L6)
        .hint("An error changes nothing. In which order do you ask the store and end the lease?")
        .run(an_ack_that_the_store_refused),
        Check::behaviour(
            "a-recurring-job-is-claimed-again",
            "each occurrence of a job can be claimed, by a lease of its own",
        )
        .level(Level::L6)
        .hint("What is a lease called? Can that come again, with the next occurrence or after a redrive?")
        .run(a_recurring_job_is_claimed_again),
        Check::behaviour(
            "a-shutdown-hands-back-what-is-leased",
            "a shutdown hands back what is leased, and its lease is stale",
        )
        .level(Level::L6)
        .hint("A job that is leased does not run here. Who waits for it, and what is its lease worth afterwards?")
        .run(a_shutdown_hands_back_what_is_leased),
        Check::behaviour(
            "a-cancelled-claim-is-not-delivered-again",
            "a job that is cancelled during a lease is not delivered again",
        )
        .level(Level::L6)
        .hint("A claim counts as a run that is under way.")
        .run(a_cancelled_claim),
    ]
}

pub(super) fn fail(scheduler: &dyn TaskScheduler, lease: LeaseId) -> Result<(), LeaseError> {
    attempted("fail", lease, |lease| scheduler.fail(lease, Failure::new("no disk")))
}

pub(super) fn heartbeat(scheduler: &dyn TaskScheduler, lease: LeaseId, millis: u64) -> Result<Timestamp, LeaseError> {
    attempted("heartbeat", lease, |lease| scheduler.heartbeat(lease, ms(millis)))
}

fn a_claim_takes_what_is_due(build: Subject) {
    let office = Office::open(build);
    let second = office.submit("second", once(5), succeeds());
    let first = office.submit("first", once(0), succeeds());
    office.submit("later", once(1000), succeeds());
    office.wait(10);
    let claim = office.must_claim(1, 100, "two jobs are due");
    let run = &claim.run;
    expect_eq!((run.job, run.planned, run.attempt), (first, at(0), 1), "what was claimed: job, planned time, attempt");
    expect_eq!(
        (claim.until, run.worker),
        (at(110), WorkerId::new(1)),
        "until when it was claimed at 10 ms for 100 ms, and by whom"
    );
    let other = office.must_claim(2, 100, "a second job is due");
    expect_eq!(other.run.job, second, "what was claimed next");
    expect!(claim.lease != other.lease, "two claims were both called {}", claim.lease);
    expect_eq!(office.claim(3, 100), None, "a claim when nothing else is due");
    office.expect_status(first, Status::Running { attempt: 1 }, "while it is claimed");
    expect_eq!(ack(&*office.scheduler, &claim), Ok(()), "the ack of a claim");
    office.expect_status(first, Status::Done, "after the ack");
    let applied: Vec<_> = office.store.applied().into_keys().collect();
    expect_eq!(applied, [key_of(&claim.run)], "the keys of the effects that were applied");
    expect_eq!(office.begun.calls(), [], "runs of the handlers of jobs that were claimed");
}

fn an_expired_lease_is_delivered_again(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let first = office.must_claim(1, 10, "a job is due");
    office.wait(9);
    expect_eq!(office.claim(2, 10), None, "a claim 1 ms before the lease expires");
    office.wait(1);
    office.expect_status(job, Status::Waiting { due: at(10), attempt: 2 }, "when its lease of 10 ms has expired");
    let second = office.must_claim(2, 10, "the lease of the only job has expired at this instant");
    expect_eq!((second.run.job, second.run.attempt), (job, 2), "the job and the attempt that were delivered");
    expect_eq!(second.run.planned, first.run.planned, "when the occurrence was planned that is delivered again");
    expect!(first.lease != second.lease, "two claims of one occurrence were both called {}", first.lease);
    office.wait(15);
    let waiting = Status::Waiting { due: at(20), attempt: 3 };
    office.expect_status(
        job,
        waiting,
        "at 25 ms, when its second lease had expired at 20 ms and nobody had looked since",
    );
    let third = office.must_claim(3, 10, "the second lease has expired as well");
    expect_eq!(ack(&*office.scheduler, &third), Ok(()), "the ack of the third claim");
    office.expect_status(job, Status::Done, "after the ack");
}

fn expired_leases_use_up_attempts(build: Subject) {
    let office = Office::with(build, retry(2, 50, 50));
    let job = office.submit("report", once(0), succeeds());
    for attempt in [1, 2] {
        let claim = office.must_claim(attempt, 10, "the job is due again, at once");
        expect_eq!(u64::from(claim.run.attempt), attempt, "the number of the attempt");
        office.wait(10);
    }
    let expected =
        DeadLetter { job, key: "report".into(), planned: at(0), attempts: 2, failure: Failure::new("lease expired") };
    expect_eq!(office.scheduler.dead_letters(), [expected], "dead letters after the second of two leases has expired");
    expect_eq!(office.claim(3, 10), None, "a claim after that");
    office.expect_status(job, Status::Dead, "after that");
}

fn a_stale_lease_settles_nothing(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let scheduler = &*office.scheduler;
    let first = office.must_claim(1, 10, "a job is due");
    let (stale, unknown) = (first.lease, LeaseId::new(u64::MAX));
    expect_eq!(fail(scheduler, unknown), Err(LeaseError::Stale(unknown)), "failing a lease that was never given");
    office.wait(10);
    expect_eq!(
        ack(scheduler, &first),
        Err(LeaseError::Stale(stale)),
        "an ack at the instant at which the lease expires"
    );
    expect_eq!(
        heartbeat(scheduler, stale, 10),
        Err(LeaseError::Stale(stale)),
        "a heartbeat after the lease has expired"
    );
    let second = office.must_claim(2, 10, "the lease has expired");
    expect_eq!(
        ack(scheduler, &first),
        Err(LeaseError::Stale(stale)),
        "an ack of the first claim while there is a second"
    );
    expect_eq!(
        fail(scheduler, stale),
        Err(LeaseError::Stale(stale)),
        "failing the first claim while there is a second"
    );
    expect_eq!(
        heartbeat(scheduler, stale, 10),
        Err(LeaseError::Stale(stale)),
        "a heartbeat of the first claim while there is a second"
    );
    office.expect_status(job, Status::Running { attempt: 2 }, "while the second claim is good");
    expect_eq!(ack(scheduler, &second), Ok(()), "the ack of the second claim");
    expect_eq!(
        ack(scheduler, &second),
        Err(LeaseError::Stale(second.lease)),
        "an ack of a claim that was settled before"
    );
    expect_eq!(office.effects(job), 1, "effects of the job");

    // Nobody has looked since the lease expired, so it is this very call that has to notice.
    type Call = fn(&dyn TaskScheduler, LeaseId) -> Result<(), LeaseError>;
    let calls: [(&str, Call); 2] = [
        ("fail", |scheduler, lease| fail(scheduler, lease)),
        ("heartbeat", |scheduler, lease| heartbeat(scheduler, lease, 10).map(drop)),
    ];
    for (name, call) in calls {
        let office = Office::at_present(build, Config::default());
        let job = office.submit("report", once(0), succeeds());
        let lease = office.must_claim(1, 10, "a job is due").lease;
        office.wait(10);
        expect_eq!(
            call(&*office.scheduler, lease),
            Err(LeaseError::Stale(lease)),
            "a {name} at the instant at which the lease expires, which nobody has noticed yet"
        );
        office.expect_status(job, Status::Waiting { due: at(10), attempt: 2 }, "after that");
    }
}

fn a_heartbeat_prolongs_a_lease(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 10, "a job is due");
    office.wait(8);
    expect_eq!(heartbeat(&*office.scheduler, claim.lease, 10), Ok(at(18)), "a heartbeat for 10 ms at 8 ms");
    office.wait(9);
    expect_eq!(office.claim(2, 10), None, "a claim at 17 ms, while the lease is good until 18 ms");
    expect_eq!(heartbeat(&*office.scheduler, claim.lease, 10), Ok(at(27)), "a heartbeat for 10 ms at 17 ms");
    office.wait(9);
    expect_eq!(ack(&*office.scheduler, &claim), Ok(()), "an ack at 26 ms, while the lease is good until 27 ms");
    office.expect_status(job, Status::Done, "after the ack");
}

fn a_claim_that_failed_is_retried(build: Subject) {
    let office = Office::with(build, retry(2, 50, 50));
    let job = office.submit("report", once(0), succeeds());
    let first = office.must_claim(1, 100, "a job is due");
    office.wait(10);
    expect_eq!(fail(&*office.scheduler, first.lease), Ok(()), "failing a claim");
    office.expect_status(job, Status::Waiting { due: at(60), attempt: 2 }, "after the claim failed at 10 ms");
    expect_eq!(office.claim(2, 100), None, "a claim during the backoff");
    office.wait(50);
    let second = office.must_claim(2, 100, "the backoff is over");
    expect_eq!(second.run.attempt, 2, "the number of the attempt");
    expect_eq!(fail(&*office.scheduler, second.lease), Ok(()), "failing the last attempt");
    let reasons: Vec<_> = office.scheduler.dead_letters().into_iter().map(|letter| letter.failure.reason).collect();
    expect_eq!(reasons, ["no disk"], "the reasons of the dead letters");
}

fn an_ack_that_the_store_refused(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    office.store.answers([Answer::Refused]);
    let claim = office.must_claim(1, 10, "a job is due");
    let refused = Err(LeaseError::Store(StoreError::new("refused")));
    expect_eq!(ack(&*office.scheduler, &claim), refused, "an ack whose effect the store refused");
    office.expect_status(job, Status::Running { attempt: 1 }, "after that");
    expect_eq!(ack(&*office.scheduler, &claim), Ok(()), "a second ack, while the lease is still good");
    expect_eq!(office.effects(job), 1, "effects of the job");
    office.expect_status(job, Status::Done, "after the second ack");

    let given_up = office.submit("given up", once(0), succeeds());
    for (answer, ends) in [(Answer::Refused, 10), (Answer::Panics, 20)] {
        office.store.answers([answer]);
        let claim = office.must_claim(2, 10, "a job is due");
        let refused = catch_unwind(AssertUnwindSafe(|| ack(&*office.scheduler, &claim)));
        let is_told = matches!(refused, Ok(Err(LeaseError::Store(_))));
        let told = refused.map_or("a panic".to_owned(), |result| format!("{result:?}"));
        expect!(is_told, "an ack whose store answered {answer:?}: got {told}, expected Err(Store(…))");
        office.wait(10);
        let (due, attempt) = (at(ends), claim.run.attempt + 1);
        let when = format!("when the lease has expired after an ack whose store answered {answer:?}");
        office.expect_status(given_up, Status::Waiting { due, attempt }, &when);
    }
}

fn a_recurring_job_is_claimed_again(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("tick", every(0, 10), succeeds());
    let first = office.must_claim(1, 100, "its first occurrence is due");
    expect_eq!(ack(&*office.scheduler, &first), Ok(()), "the ack of the first occurrence");
    office.expect_status(job, Status::Waiting { due: at(10), attempt: 1 }, "after the ack of its first occurrence");
    office.wait(10);
    let second = office.must_claim(1, 100, "its second occurrence is due");
    expect_eq!((second.run.planned, second.run.attempt), (at(10), 1), "what was claimed: planned time, attempt");
    expect!(first.lease != second.lease, "the claims of two occurrences were both called {}", first.lease);
    let stale = Err(LeaseError::Stale(first.lease));
    expect_eq!(
        ack(&*office.scheduler, &first),
        stale,
        "another ack of the first occurrence, while the second is claimed"
    );
    expect_eq!(ack(&*office.scheduler, &second), Ok(()), "the ack of the second occurrence");
    expect_eq!(office.effects(job), 2, "effects of two occurrences");
}

fn a_shutdown_hands_back_what_is_leased(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let later = office.submit("later", once(5), succeeds());
    let claim = office.must_claim(1, 1000, "a job is due");
    office.wait(10);
    let left = office.close(Shutdown::Abort);
    expect_eq!(left, sorted(vec![job, later]), "what was handed back, with {job} leased and {later} due");
    let stale = Err(LeaseError::Stale(claim.lease));
    expect_eq!(
        heartbeat(&*office.scheduler, claim.lease, 10).map(drop),
        stale.clone(),
        "a heartbeat after the shutdown"
    );
    expect_eq!(ack(&*office.scheduler, &claim), stale.clone(), "an ack after the shutdown");
    expect_eq!(fail(&*office.scheduler, claim.lease), stale, "failing a claim after the shutdown");
    expect_eq!(office.claim(2, 10), None, "a claim after the shutdown");
    expect_eq!(office.effects(job), 0, "effects of a job that was handed back");
}

fn a_cancelled_claim(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let other = office.submit("other", once(0), succeeds());
    let (lost, acked) = (office.must_claim(1, 10, "a job is due"), office.must_claim(2, 10, "another job is due"));
    for job in [job, other] {
        expect_eq!(office.cancel(job), Cancelled::DuringRun, "cancelling a job that is claimed");
    }
    expect_eq!(ack(&*office.scheduler, &acked), Ok(()), "the ack of a job that was cancelled during its lease");
    expect_eq!(office.effects(acked.run.job), 1, "effects of that job");
    office.wait(20);
    expect_eq!(office.claim(3, 10), None, "a claim after the lease of a cancelled job has expired");
    office.expect_status(lost.run.job, Status::Cancelled, "after its lease has expired");
    expect_eq!(office.scheduler.dead_letters(), [], "dead letters of a job that was cancelled");

    let late = office.submit("late", once(0), succeeds());
    office.must_claim(4, 10, "a third job is due");
    office.wait(10);
    expect_eq!(office.cancel(late), Cancelled::BeforeRun, "cancelling a job at the instant at which its lease expires");
}
