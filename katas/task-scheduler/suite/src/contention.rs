//! What must not wait for what, measured on a clock that moves only when nothing can run.

use std::sync::Arc;

use kata_suite::{Check, Level, crew, expect, expect_eq};

use crate::Subject;
use crate::doubles::{succeeds, takes};
use crate::office::{Office, ack, millis, ms, once};

/// The checks of this group.
pub(crate) fn checks() -> Vec<Check<Subject>> {
    vec![
        Check::contention("a-slow-handler-delays-no-other-worker", "a slow handler delays no other worker")
            .level(Level::L4)
            .weight(2)
            .hint("What does a worker hold on to while it runs a handler?")
            .timed(a_slow_handler_delays_no_other_worker),
        Check::contention(
            "a-slow-handler-delays-no-caller",
            "a slow handler delays nobody who submits, asks or cancels",
        )
        .level(Level::L4)
        .hint("What does a worker hold on to while it runs a handler?")
        .timed(a_slow_handler_delays_no_caller),
        Check::contention("a-slow-store-delays-no-other-run", "a slow store delays no other run")
            .level(Level::L5)
            .hint("The store lives across the network. Who waits for it?")
            .timed(a_slow_store_delays_no_other_run),
        Check::contention("acks-overlap", "acks of different claims overlap")
            .level(Level::L6)
            .hint("An ack asks the store. Who waits for it?")
            .timed(acks_overlap),
    ]
}

fn a_slow_handler_delays_no_other_worker(build: Subject) {
    let office = Office::open(build);
    let jobs = ["red", "green", "blue"].map(|key| office.submit(key, once(0), takes(50)));
    office.start_workers(3);
    office.wait(40);
    let starts: Vec<_> = jobs.iter().map(|&job| office.starts(job)).collect();
    expect_eq!(starts, [[0], [0], [0]], "three workers ran three jobs of 50 ms that were due at once; they began at");
}

fn a_slow_handler_delays_no_caller(build: Subject) {
    let office = Office::open(build);
    office.submit("slow", once(0), takes(50));
    let later = office.submit("later", once(1000), succeeds());
    office.start_workers(1);
    office.wait(10);
    office.scheduler.status(later);
    office.submit("another", once(1000), succeeds());
    office.cancel(later);
    office.scheduler.dead_letters();
    let waited = millis(kata_suite::now()) - 10;
    expect!(
        waited == 0,
        "status, submit, cancel and dead_letters took {waited} ms together, while a handler ran for 50 ms"
    );
}

fn a_slow_store_delays_no_other_run(build: Subject) {
    let office = Office::open(build);
    office.store.takes(ms(50));
    for key in ["red", "green", "blue"] {
        office.submit(key, once(0), succeeds());
    }
    office.start_workers(3);
    office.wait(60);
    let applied: Vec<_> = office.store.calls.entries().iter().map(|call| millis(call.at)).collect();
    expect_eq!(
        applied,
        [50, 50, 50],
        "three workers ran three jobs; their effects, which take the store 50 ms each, were applied at"
    );
}

fn acks_overlap(build: Subject) {
    let office = Office::open(build);
    office.store.takes(ms(50));
    for key in ["red", "green"] {
        office.submit(key, once(0), succeeds());
    }
    let claims = [1, 2].map(|worker| office.must_claim(worker, 1000, "two jobs are due"));
    let settle = |claim: task_scheduler_api::Claim| {
        let scheduler = Arc::clone(&office.scheduler);
        move || ack(&*scheduler, &claim)
    };
    let [red, green] = claims;
    let results = crew([("holder-1", settle(red)), ("holder-2", settle(green))]);
    expect_eq!(results, [Ok(()), Ok(())], "the acks of two claims at once");
    let took = millis(kata_suite::now());
    expect!(took == 50, "two acks at once took {took} ms, where the store takes 50 ms for each");
}
