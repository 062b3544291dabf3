//! What a suite asks and does inside an execution.

use std::sync::{Arc, Mutex, RwLock, mpsc};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::{AMPLE, explore, failure, holds, holds_once, run_once};

#[test]
fn a_held_lock_is_known_by_its_type_and_line() {
    holds_once(|| {
        let spots = Mutex::new(vec![1_u32]);
        let prices = RwLock::new(1_u8);
        assert!(kata_engine::held().is_empty());
        let guard = spots.lock().unwrap();
        let line = line!() - 1;
        let reading = prices.read().unwrap();
        let held = kata_engine::held();
        assert_eq!(held.len(), 2);
        assert_eq!(held[0].object, "Mutex<Vec<u32>>");
        assert_eq!(held[0].at, format!("harness/std/tests/engine/inside.rs:{line}"));
        assert_eq!(held[1].object, "RwLock<u8>");
        drop(guard);
        assert_eq!(kata_engine::held().len(), 1);
        let by_any = thread::scope(|scope| {
            let other = scope.spawn(|| (kata_engine::held().len(), kata_engine::held_by_any().len()));
            other.join().unwrap()
        });
        assert_eq!(by_any, (0, 1));
        drop(reading);
        assert!(kata_engine::held_by_any().is_empty());
    });
}

#[test]
fn settling_waits_for_all_that_others_still_do() {
    holds(AMPLE, || {
        let (sender, receiver) = mpsc::channel();
        let done = Arc::new(Mutex::new(Vec::new()));
        let theirs = Arc::clone(&done);
        thread::spawn(move || {
            for job in receiver {
                thread::sleep(Duration::from_secs(1));
                theirs.lock().unwrap().push(job);
            }
        });
        sender.send(1).unwrap();
        sender.send(2).unwrap();
        kata_engine::settle();
        assert_eq!(*done.lock().unwrap(), [1, 2]);
        assert_eq!(kata_engine::now(), Duration::from_secs(2));
        let unfinished = kata_engine::unfinished();
        assert_eq!(unfinished.len(), 1);
        assert_eq!(unfinished[0].waits, "for a message on channel<i32>");
    });
}

#[test]
fn settling_for_now_leaves_timers_pending() {
    holds(AMPLE, || {
        let done = Arc::new(Mutex::new(0));
        let theirs = Arc::clone(&done);
        thread::spawn(move || {
            *theirs.lock().unwrap() += 1;
            thread::sleep(Duration::from_secs(1));
            *theirs.lock().unwrap() += 1;
        });
        kata_engine::settle_ready();
        assert_eq!((*done.lock().unwrap(), kata_engine::now()), (1, Duration::ZERO));
        kata_engine::settle();
        assert_eq!((*done.lock().unwrap(), kata_engine::now()), (2, Duration::from_secs(1)));
    });
}

#[test]
fn settling_ends_although_someone_polls_for_ever() {
    holds_once(|| {
        thread::spawn(|| {
            loop {
                thread::sleep(Duration::from_millis(10));
            }
        });
        thread::spawn(|| {
            loop {
                thread::yield_now();
            }
        });
        kata_engine::settle();
    });
}

#[test]
fn readings_of_the_wall_clock_are_known_by_their_line() {
    holds_once(|| {
        assert!(kata_engine::wall_reads().is_empty());
        let start = Instant::now();
        let first = line!() - 1;
        for _ in 0..3 {
            let _ = (start.elapsed(), SystemTime::now());
        }
        let reads = kata_engine::wall_reads();
        assert_eq!(reads.len(), 3, "{reads:?}");
        assert_eq!(reads[0], format!("harness/std/tests/engine/inside.rs:{first}"));
    });
}

#[test]
fn notes_are_in_the_timeline_with_their_task() {
    let failure = failure(run_once(|| {
        kata_engine::note("park(KA-01)", Some("Ok(L1-03)".to_owned()));
        thread::scope(|scope| {
            let driver = thread::Builder::new().name("driver-1".to_owned());
            driver.spawn_scoped(scope, || kata_engine::note(kata_engine::task_name(), None)).unwrap();
        });
        panic!("no");
    }));
    let noted: Vec<_> = failure.timeline.iter().filter(|step| step.at.is_none()).collect();
    assert_eq!(noted.len(), 2, "{:#?}", failure.timeline);
    assert_eq!((noted[0].task.as_str(), noted[0].op.as_str()), ("main", "park(KA-01)"));
    assert_eq!(noted[0].value.as_deref(), Some("Ok(L1-03)"));
    assert_eq!((noted[1].task.as_str(), noted[1].op.as_str()), ("driver-1", "driver-1"));
}

#[test]
fn what_is_printed_is_kept_up_to_a_limit() {
    let exploration = run_once(|| {
        println!("one {}", 1);
        eprint!("two");
        dbg!(3);
    });
    assert!(exploration.output.starts_with("one 1\ntwo["), "{}", exploration.output);
    assert!(exploration.output.ends_with("3 = 3\n"), "{}", exploration.output);
    let flood = run_once(|| {
        for _ in 0..100_000 {
            println!("flood, flood, flood");
        }
    });
    assert!(flood.output.len() < 20_000);
}

#[test]
fn the_order_of_hash_maps_differs_from_map_to_map_but_not_from_run_to_run() {
    use std::collections::HashSet;
    let orders = || {
        let seen = real::sync::Arc::new(real::sync::Mutex::new(Vec::new()));
        let theirs = real::sync::Arc::clone(&seen);
        holds_once(move || {
            for _ in 0..4 {
                let set: HashSet<u32> = (0..20).collect();
                theirs.lock().unwrap().push(set.into_iter().collect::<Vec<_>>());
            }
        });
        seen.lock().unwrap().clone()
    };
    let first = orders();
    assert_eq!(first, orders());
    assert!(first.iter().any(|order| *order != first[0]));
}

#[test]
fn nothing_waits_outside_of_an_execution() {
    let lock = Mutex::new(1);
    *lock.lock().unwrap() += 1;
    assert_eq!(*lock.lock().unwrap(), 2);
    assert!(kata_engine::held().is_empty() && kata_engine::unfinished().is_empty());
    let guard = lock.lock().unwrap();
    assert!(lock.try_lock().is_err());
    let second = real::panic::catch_unwind(real::panic::AssertUnwindSafe(|| drop(lock.lock())));
    assert!(second.is_err(), "a second guard would be unsound");
    drop(guard);
    let exploration = explore(AMPLE, || {});
    assert_eq!((exploration.schedules, exploration.exhaustive), (1, true));
}
