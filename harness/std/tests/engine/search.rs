//! The search: what it covers, what it finds first, and that it can be repeated.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use kata_engine::{Budget, FailureKind};

use crate::{AMPLE, explore, failure, holds};

fn count(threads: usize, operations: usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let crew: Vec<_> = (0..threads)
        .map(|_| {
            let count = Arc::clone(&count);
            thread::spawn(move || {
                for _ in 0..operations {
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for thread in crew {
        thread.join().unwrap();
    }
    assert_eq!(count.load(Ordering::SeqCst), threads * operations);
}

#[test]
fn every_interleaving_is_run_exactly_once() {
    // (m + n)! / (m! n!) orders of m and n operations.
    assert_eq!(holds(AMPLE, || count(2, 1)), 2);
    let orders = |threads, operations| {
        let seen = real::sync::Arc::new(real::sync::Mutex::new(HashMap::<Vec<usize>, usize>::new()));
        let theirs = real::sync::Arc::clone(&seen);
        holds(AMPLE, move || {
            let order = Arc::new(Mutex::new(Vec::new()));
            thread::scope(|scope| {
                for thread in 0..threads {
                    let order = &order;
                    scope.spawn(move || (0..operations).for_each(|_| order.lock().unwrap().push(thread)));
                }
            });
            let order = order.lock().unwrap().clone();
            *theirs.lock().unwrap().entry(order).or_default() += 1;
        });
        let seen = seen.lock().unwrap();
        (seen.len(), seen.values().copied().max().unwrap_or_default())
    };
    assert_eq!(orders(2, 3), (20, 1));
    assert_eq!(orders(3, 2), (90, 1));
}

#[test]
fn a_search_that_was_cut_short_is_not_exhaustive() {
    let cut = explore(Budget { exhaustive_schedules: 50, random_schedules: 30, ..AMPLE }, || count(3, 3));
    assert!(cut.failure.is_none() && !cut.exhaustive);
    assert_eq!(cut.schedules, 80);
}

/// Fails where the reader comes in between twice, and the writer once: three preemptions.
fn torn() {
    let cells = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let theirs = Arc::clone(&cells);
    let reader = thread::spawn(move || {
        for _ in 0..4 {
            let first = theirs.0.load(Ordering::SeqCst);
            let second = theirs.1.load(Ordering::SeqCst);
            assert!(first + second < 2, "torn: {first} and {second}");
        }
    });
    let writer = thread::spawn(move || {
        for _ in 0..4 {
            for cell in [&cells.0, &cells.1] {
                cell.store(1, Ordering::SeqCst);
                cell.store(0, Ordering::SeqCst);
            }
        }
    });
    writer.join().unwrap();
    reader.join().expect("what is read is whole");
}

#[test]
fn the_first_failure_is_a_shortest_one() {
    let failure = failure(explore(AMPLE, torn));
    assert_eq!((failure.kind, failure.preemptions), (FailureKind::Panicked, 3), "{failure:#?}");
}

#[test]
fn what_was_found_at_random_is_reduced() {
    let random = Budget { exhaustive_schedules: 1, ..AMPLE };
    let failure = failure(explore(random, torn));
    assert!(failure.preemptions <= 4, "{failure:#?}");
    assert!(failure.found_after > 1);
}

#[test]
fn the_same_budget_gives_the_same_bytes() {
    let random = Budget { exhaustive_schedules: 3, ..AMPLE };
    let first = format!("{:?}", explore(random, torn));
    for _ in 0..20 {
        assert_eq!(format!("{:?}", explore(random, torn)), first);
    }
}

#[test]
fn a_schedule_can_be_run_again() {
    let found = failure(explore(AMPLE, torn));
    let again = kata_engine::replay(&found.schedule, AMPLE.steps_per_execution, Arc::new(torn)).unwrap();
    let again = again.failure.expect("it fails again");
    assert_eq!(again.message, found.message);
    assert_eq!(again.timeline, found.timeline);
    assert_eq!(again.schedule, found.schedule);
    let error = kata_engine::replay("nonsense", 100, Arc::new(torn)).expect_err("it is no schedule");
    assert!(error.to_string().starts_with("`nonsense` is no schedule"));
}

#[test]
fn many_threads_do_not_use_the_budget_up() {
    let failure = failure(explore(Budget { exhaustive_schedules: 400, random_schedules: 0, ..AMPLE }, || {
        let count = Arc::new(AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    let seen = count.load(Ordering::SeqCst);
                    count.store(seen + 1, Ordering::SeqCst);
                });
            }
        });
        assert_eq!(count.load(Ordering::SeqCst), 12);
    }));
    assert_eq!(failure.preemptions, 1);
}

#[test]
fn a_weak_exchange_may_fail_for_no_reason_but_a_strong_one_may_not() {
    let exchanged = |weak: bool| {
        let flag = AtomicUsize::new(0);
        let (success, failure) = (Ordering::SeqCst, Ordering::SeqCst);
        let result = match weak {
            true => flag.compare_exchange_weak(0, 1, success, failure),
            false => flag.compare_exchange(0, 1, success, failure),
        };
        assert_eq!(result, Ok(0));
    };
    let racing = Budget { timeouts_race: true, ..AMPLE };
    assert_eq!(holds(racing, move || exchanged(false)), 1);
    assert_eq!(holds(AMPLE, move || exchanged(true)), 1);
    let failure = failure(explore(racing, move || exchanged(true)));
    assert_eq!((failure.found_after, failure.preemptions), (2, 0));
    holds(racing, || {
        let count = AtomicUsize::new(0);
        assert_eq!(count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| Some(n + 1)), Ok(0));
    });
}
