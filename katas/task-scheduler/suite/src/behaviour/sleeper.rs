//! Workers that sleep while jobs are leased elsewhere.

use std::sync::Arc;

use kata_suite::{Check, Level, expect_eq, thread};
use task_scheduler_api::{Config, LeaseError, Status, StoreError};

use super::lease::{fail, heartbeat};
use crate::Subject;
use crate::doubles::{Answer, succeeds};
use crate::office::{Office, ack, at, every, millis, ms, once, retry};

/// The checks of this file.
pub(super) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::behaviour(
            "a-sleeping-worker-takes-over-an-expired-lease",
            "a worker that sleeps takes over a job when its lease expires or is settled",
        )
        .level(Level::L6)
        .hint("Until when does a worker sleep: until the next job is due? And who wakes it when a claim ends before its lease does?")
        .run(a_sleeping_worker_takes_over),
        Check::behaviour(
            "a-refused-ack-wakes-a-worker",
            "a worker that slept takes over a lease that ran out after an ack was refused",
        )
        .level(Level::L6)
        .hint(
            "Until when may a worker sleep that looks while an ack is on its way? Who tells it that the lease goes on?",
        )
        .run(a_refused_ack_wakes_a_worker),
    ]
}

fn a_sleeping_worker_takes_over(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 50, "a job is due");
    office.start_workers(1);
    office.wait(20);
    expect_eq!(heartbeat(&*office.scheduler, claim.lease, 50), Ok(at(70)), "a heartbeat for 50 ms at 20 ms");
    office.wait(100);
    expect_eq!(office.starts(job), [70], "when a worker that slept ran the job whose lease expired at 70 ms");
    office.expect_status(job, Status::Done, "after that");

    let (office, began) = (Office::at_present(build, retry(3, 50, 50)), millis(kata_suite::now()));
    let job = office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 1000, "a job is due");
    office.start_workers(1);
    office.wait(20);
    expect_eq!(fail(&*office.scheduler, claim.lease), Ok(()), "failing a claim at 20 ms");
    office.wait(100);
    let starts: Vec<_> = office.starts(job).iter().map(|start| start - began).collect();
    expect_eq!(
        starts,
        [70],
        "when a worker that slept until a lease would run out, at 1000 ms, ran the job, whose claim failed at 20 ms, with a backoff of 50 ms"
    );

    let (office, began) = (Office::at_present(build, Config::default()), millis(kata_suite::now()));
    let job = office.submit("tick", every(0, 100), succeeds());
    let claim = office.must_claim(1, 1000, "its first occurrence is due");
    office.start_workers(1);
    office.wait(20);
    expect_eq!(ack(&*office.scheduler, &claim), Ok(()), "the ack of its first occurrence, at 20 ms");
    office.wait(100);
    let starts: Vec<_> = office.starts(job).iter().map(|start| start - began).collect();
    expect_eq!(starts, [100], "when that worker ran the next occurrence, with 100 ms from one to the next");
}

/// The worker looks while an ack is on its way, so it cannot know when the lease will run out.
fn a_refused_ack_wakes_a_worker(build: Subject) {
    let office = Office::open(build);
    let job = office.submit("report", once(0), succeeds());
    let claim = office.must_claim(1, 50, "a job is due");
    office.store.takes(ms(20));
    office.store.answers([Answer::Refused]);
    office.start_workers(1);
    let scheduler = Arc::clone(&office.scheduler);
    let holder = thread::spawn(move || ack(&*scheduler, &claim));
    office.wait(10);
    office.submit("in an hour", once(3_600_000), succeeds());
    let Ok(refused) = holder.join() else {
        kata_suite::complain("the ack unwound, though a store has only refused its effect")
    };
    let expected = Err(LeaseError::Store(StoreError::new("refused")));
    expect_eq!(refused, expected, "an ack from 0 to 20 ms, whose effect the store refused");
    office.wait(100);
    expect_eq!(office.starts(job), [50], "when a worker that slept ran the job whose lease was good until 50 ms");
}
