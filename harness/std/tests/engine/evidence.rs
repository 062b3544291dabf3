//! What a failure shows.

use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::thread;

use kata_engine::{Failure, FailureKind};

use crate::{AMPLE, explore, failure, run_once};

struct Spots;
struct Fees;

fn named<T: Send + 'static>(name: &str, f: impl FnOnce() -> T + Send + 'static) -> thread::JoinHandle<T> {
    thread::Builder::new().name(name.to_owned()).spawn(f).unwrap()
}

/// The note of a task, without its lines.
fn note(failure: &Failure, task: &str) -> String {
    let note = failure.notes.iter().find(|note| note.starts_with(task)).expect("there is a note of the task");
    let words = note.split(' ').filter(|word| !word.contains(".rs:"));
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_cycle_of_locks_names_who_holds_what_since_where() {
    let failure = failure(explore(AMPLE, || {
        let locks = Arc::new((Mutex::new(Spots), Mutex::new(Fees)));
        let theirs = Arc::clone(&locks);
        let other = named("driver-1", move || {
            let _fees = theirs.1.lock().unwrap();
            drop(theirs.0.lock().unwrap());
        });
        let spots = locks.0.lock().unwrap();
        drop(locks.1.lock().unwrap());
        drop(spots);
        other.join().unwrap();
    }));
    assert_eq!((failure.kind, failure.preemptions), (FailureKind::Deadlocked, 1));
    assert_eq!(failure.message, "driver-1 and main wait for each other");
    assert_eq!(
        note(&failure, "driver-1"),
        "driver-1 holds Mutex<Fees> since and waits for Mutex<Spots>, held by main since at"
    );
    assert_eq!(
        note(&failure, "main"),
        "main holds Mutex<Spots> since and waits for Mutex<Fees>, held by driver-1 since at"
    );
    let last = failure.timeline.last().expect("the timeline is not empty");
    assert_eq!((last.op.as_str(), last.object.as_deref()), ("lock", Some("Mutex<Fees>")));
    assert!(last.at.as_deref().is_some_and(|at| at.starts_with("harness/std/tests/engine/evidence.rs:")));
}

#[test]
fn a_lock_that_is_taken_twice_is_named() {
    let failure = failure(run_once(|| {
        let spots = Mutex::new(Spots);
        let _held = spots.lock().unwrap();
        drop(spots.lock());
    }));
    assert_eq!(failure.kind, FailureKind::Deadlocked);
    assert_eq!(failure.message, "main asks for Mutex<Spots> while it holds it itself");
}

#[test]
fn a_reader_behind_a_writer_behind_itself_is_told_as_such() {
    let failure = failure(explore(AMPLE, || {
        let spots = Arc::new(RwLock::new(Spots));
        let theirs = Arc::clone(&spots);
        let writer = named("writer", move || drop(theirs.write().unwrap()));
        let held = spots.read().unwrap();
        drop(spots.read().unwrap());
        drop(held);
        writer.join().unwrap();
    }));
    assert_eq!(failure.kind, FailureKind::Deadlocked);
    assert_eq!(
        failure.message,
        "main reads RwLock<Spots> again while it reads it already, and writer, which waits to write, goes first"
    );
}

#[test]
fn a_thread_joined_under_a_lock_that_it_needs_is_a_cycle() {
    let failure = failure(explore(AMPLE, || {
        thread::spawn(|| {
            loop {
                thread::yield_now();
            }
        });
        let spots = Arc::new(Mutex::new(Spots));
        let theirs = Arc::clone(&spots);
        let held = spots.lock().unwrap();
        named("driver-1", move || drop(theirs.lock().unwrap())).join().unwrap();
        drop(held);
    }));
    assert_eq!(failure.kind, FailureKind::Deadlocked);
    assert!(failure.message.contains("wait for each other"), "{}", failure.message);
}

#[test]
fn a_wait_that_nothing_ends_is_told_for_each_thread() {
    let failure = failure(run_once(|| {
        let gate = (Mutex::new(()), Condvar::new());
        let guard = gate.0.lock().unwrap();
        drop(gate.1.wait(guard));
    }));
    assert_eq!(failure.message, "no thread can go on: main waits for a notification of Condvar");
    assert_eq!(failure.timeline.len(), 2, "{:#?}", failure.timeline);
}

#[test]
fn the_payload_of_the_scenario_is_kept() {
    #[derive(Debug, PartialEq)]
    struct Unsatisfied(u32);
    let thrown = failure(run_once(|| std::panic::panic_any(Unsatisfied(3))));
    assert_eq!(thrown.kind, FailureKind::Panicked);
    let payload = thrown.payload.expect("the payload is kept");
    assert_eq!(payload.downcast_ref(), Some(&Unsatisfied(3)));
    let said = failure(run_once(|| panic!("no {}", 1)));
    assert_eq!(said.message, "no 1");
    assert!(said.panic_at.is_some_and(|at| at.starts_with("harness/std/tests/engine/evidence.rs:")));
}

#[test]
fn a_panic_in_a_thread_is_noted_beside_what_failed() {
    let failure = failure(run_once(|| {
        let clumsy = named("clumsy", || panic!("no more spots"));
        clumsy.join().expect("the driver parks");
    }));
    assert!(failure.message.starts_with("the driver parks"), "{}", failure.message);
    assert!(
        failure.notes.iter().any(|note| note.starts_with("clumsy panicked at harness/std/tests/engine/evidence.rs:"))
    );
}

#[test]
fn a_panic_outlives_the_deadlock_that_it_leads_to() {
    struct Joined(Option<thread::JoinHandle<()>>);
    impl Drop for Joined {
        fn drop(&mut self) {
            let _ = self.0.take().map(thread::JoinHandle::join);
        }
    }
    let failure = failure(run_once(|| {
        let _joined = Joined(Some(thread::spawn(thread::park)));
        panic!("the cause");
    }));
    assert_eq!((failure.kind, failure.message.as_str()), (FailureKind::Panicked, "the cause"));
}

#[test]
fn an_endless_loop_is_shown_for_two_rounds() {
    let failure = failure(run_once(|| {
        let spots = Mutex::new(0);
        loop {
            *spots.lock().unwrap() += 1;
        }
    }));
    assert_eq!((failure.kind, failure.timeline.len()), (FailureKind::Endless, 2));
    assert!(failure.notes[0].starts_with("it goes on like that"), "{:#?}", failure.notes);
}

#[test]
fn a_long_timeline_is_cut_in_its_middle() {
    let failure = failure(run_once(|| {
        for n in 0..1_000 {
            drop(Mutex::new(n).lock());
        }
        panic!("at last");
    }));
    assert_eq!(failure.timeline.len(), 400);
    assert_eq!(failure.notes, ["600 steps in the middle of the timeline are left out"]);
}

#[test]
fn a_panic_that_a_suite_caught_by_itself_is_over() {
    let failure = failure(run_once(|| {
        assert!(real::panic::catch_unwind(|| panic!("caught")).is_err());
        assert!(!thread::panicking());
        let spots = Mutex::new(Spots);
        drop(spots.lock());
        assert!(!spots.is_poisoned());
        thread::park();
    }));
    assert_eq!(failure.kind, FailureKind::Deadlocked, "{failure:#?}");
}

#[test]
fn a_value_that_needs_itself_is_told_as_such() {
    static RATE: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| *RATE + 1);
    let failure = failure(run_once(|| assert_eq!(*RATE, 1)));
    assert_eq!(failure.kind, FailureKind::Deadlocked);
    assert_eq!(failure.message, "main asks for LazyLock<u64> while it is still making it itself");
}
