//! Virtual time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use kata_engine::Budget;

use crate::{AMPLE, holds, holds_once};

const MS: Duration = Duration::from_millis(1);

/// Four calls of 50 ms each, under a lock or not; how long they take together.
fn four_payments(lock: Option<Arc<Mutex<()>>>) -> Duration {
    let start = Instant::now();
    let crew: Vec<_> = (0..4)
        .map(|_| {
            let lock = lock.clone();
            thread::spawn(move || {
                let _held = lock.as_ref().map(|lock| lock.lock().unwrap());
                thread::sleep(50 * MS);
            })
        })
        .collect();
    for thread in crew {
        thread.join().unwrap();
    }
    start.elapsed()
}

#[test]
fn contention_reads_exactly_under_every_schedule() {
    holds(AMPLE, || assert_eq!(four_payments(None), 50 * MS));
    holds(AMPLE, || assert_eq!(four_payments(Some(Arc::default())), 200 * MS));
}

#[test]
fn a_month_takes_no_time_and_each_execution_starts_at_zero() {
    let month = Duration::from_secs(30 * 86_400);
    for _ in 0..2 {
        holds_once(move || {
            assert_eq!(kata_engine::now(), Duration::ZERO);
            let start = Instant::now();
            thread::sleep(month);
            assert_eq!(start.elapsed(), month);
            assert_eq!(kata_engine::now(), month);
        });
    }
    assert_eq!(kata_engine::now(), Duration::ZERO, "outside of an execution");
}

#[test]
fn sleepers_wake_in_the_order_of_their_deadlines() {
    holds(AMPLE, || {
        let woken = Arc::new(Mutex::new(Vec::new()));
        let crew: Vec<_> = [30, 10, 20]
            .map(|n| {
                let woken = Arc::clone(&woken);
                thread::spawn(move || {
                    thread::sleep(n * MS);
                    woken.lock().unwrap().push(n);
                })
            })
            .into();
        for thread in crew {
            thread.join().unwrap();
        }
        assert_eq!(*woken.lock().unwrap(), [10, 20, 30]);
    });
}

/// Whether a notification that is on its way comes before a timeout of 5 ms, under some schedule and not under another.
fn outcomes(timeouts_race: bool) -> (bool, bool) {
    let seen = real::sync::Arc::new(real::sync::Mutex::new((false, false)));
    let theirs = real::sync::Arc::clone(&seen);
    holds(Budget { timeouts_race, ..AMPLE }, move || {
        let gate = Arc::new((Mutex::new(false), Condvar::new()));
        let opener = Arc::clone(&gate);
        let opener = thread::spawn(move || {
            *opener.0.lock().unwrap() = true;
            opener.1.notify_one();
        });
        let guard = gate.0.lock().unwrap();
        let (guard, waited) = gate.1.wait_timeout_while(guard, 5 * MS, |open| !*open).unwrap();
        drop(guard);
        let mut seen = theirs.lock().unwrap();
        *(if waited.timed_out() { &mut seen.1 } else { &mut seen.0 }) = true;
        drop(seen);
        opener.join().unwrap();
    });
    *seen.lock().unwrap()
}

#[test]
fn a_timeout_races_a_notification_only_if_it_may() {
    assert_eq!(outcomes(false), (true, false));
    assert_eq!(outcomes(true), (true, true));
}

#[test]
fn whoever_spins_on_the_clock_gets_there() {
    holds_once(|| {
        let start = Instant::now();
        while start.elapsed() < 5 * MS {}
        let late = Duration::from_secs(86_400);
        while start.elapsed() < late {
            thread::yield_now();
        }
    });
}

#[test]
fn a_spinner_does_not_hold_up_a_sleeper() {
    holds(AMPLE, || {
        let ready = Arc::new(AtomicBool::new(false));
        let sleeper = Arc::clone(&ready);
        let start = Instant::now();
        let sleeper = thread::spawn(move || {
            thread::sleep(40 * MS);
            sleeper.store(true, Ordering::SeqCst);
        });
        while !ready.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        assert_eq!(start.elapsed(), 40 * MS);
        sleeper.join().unwrap();
    });
}

#[test]
fn time_stands_still_for_whoever_only_looks() {
    holds_once(|| {
        thread::spawn(|| thread::sleep(Duration::from_secs(3_600)));
        let spots = Mutex::new(vec![1_u32; 5]);
        let ready = AtomicBool::new(true);
        for _ in 0..200 {
            assert!(spots.lock().unwrap().contains(&1) && ready.load(Ordering::SeqCst));
        }
        let start = Instant::now();
        for _ in 0..50 {
            assert_eq!(start.elapsed(), Duration::ZERO);
        }
        assert_eq!(kata_engine::now(), Duration::ZERO);
    });
}

#[test]
fn who_looks_for_ever_without_a_hint_does_not_hold_up_a_sleeper() {
    holds_once(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let sleeper = Arc::clone(&ready);
        let sleeper = thread::spawn(move || {
            thread::sleep(40 * MS);
            sleeper.store(true, Ordering::SeqCst);
        });
        while !ready.load(Ordering::SeqCst) {}
        assert_eq!(kata_engine::now(), 40 * MS);
        sleeper.join().unwrap();
    });
}

#[test]
fn a_loop_over_thousands_is_no_livelock() {
    holds_once(|| {
        let spots = Mutex::new(vec![1_u32; 5]);
        for _ in 0..5_000 {
            assert!(spots.lock().unwrap().contains(&1));
        }
        assert_eq!(kata_engine::now(), Duration::ZERO);
    });
}
