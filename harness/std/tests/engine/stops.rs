//! How executions stop: what is left over, what overflows, what leaks from one to the next.

use real::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;

use crate::{AMPLE, holds, holds_once};

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        panic!("{} was unwound", self.0);
    }
}

#[test]
fn a_thread_that_still_waits_is_stopped_without_its_destructors() {
    holds(AMPLE, || {
        let (sender, receiver) = mpsc::channel::<u32>();
        let captured = Loud("what a thread captured");
        thread::spawn(move || {
            let _loud = Loud("a thread");
            let _captured = &captured;
            let _ = receiver.recv();
        });
        std::mem::forget(sender);
    });
}

#[test]
fn a_thread_that_can_go_on_goes_on_to_its_end() {
    static ENDED: real::sync::atomic::AtomicU32 = real::sync::atomic::AtomicU32::new(0);
    struct Ends;
    impl Drop for Ends {
        fn drop(&mut self) {
            ENDED.fetch_add(1, real::sync::atomic::Ordering::SeqCst);
        }
    }
    holds_once(|| {
        let (sender, receiver) = mpsc::channel::<u32>();
        let ends = Ends;
        thread::spawn(move || {
            let _ends = ends;
            while receiver.recv().is_ok() {}
        });
        sender.send(1).unwrap();
    });
    assert_eq!(ENDED.load(real::sync::atomic::Ordering::SeqCst), 1);
}

static CALLS: AtomicU32 = AtomicU32::new(3);
static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());

#[test]
fn statics_begin_anew_in_each_execution() {
    holds(AMPLE, || {
        thread::scope(|scope| {
            scope.spawn(|| NAMES.lock().unwrap().push("left".to_owned()));
            CALLS.fetch_add(1, Ordering::SeqCst);
        });
        assert_eq!((CALLS.load(Ordering::SeqCst), NAMES.lock().unwrap().len()), (4, 1));
        // Held at the end: free again at the next start.
        std::mem::forget(NAMES.lock().unwrap());
    });
}

fn frames(n: u32) -> u64 {
    let frame = [u64::from(n); 64];
    if n == 0 { frame[3] } else { frames(n - 1) + std::hint::black_box(frame)[1] }
}

#[test]
fn a_modest_recursion_fits_on_the_stack_of_a_thread() {
    holds_once(|| {
        thread::spawn(|| frames(5_000)).join().unwrap();
    });
}

const OVERFLOW: &str = "KATA_TEST_OVERFLOW";

/// In a process of its own, for it dies.
#[test]
fn a_stack_overflow_ends_in_a_segmentation_fault() {
    if real::env::var_os(OVERFLOW).is_some() {
        holds_once(|| {
            thread::spawn(|| frames(u32::MAX)).join().unwrap();
        });
        return;
    }
    let status = Command::new(real::env::current_exe().unwrap())
        .args(["--exact", "stops::a_stack_overflow_ends_in_a_segmentation_fault"])
        .env(OVERFLOW, "1")
        .stdout(real::process::Stdio::null())
        .stderr(real::process::Stdio::null())
        .status()
        .unwrap();
    let signal = real::os::unix::process::ExitStatusExt::signal(&status);
    assert!(matches!(signal, Some(6 | 7 | 11)), "{status:?}");
}

#[test]
fn threads_without_end_are_refused_as_by_the_system() {
    holds_once(|| {
        let mut crew = Vec::new();
        let refused = loop {
            match thread::Builder::new().spawn(thread::park) {
                Ok(thread) => crew.push(thread),
                Err(error) => break error,
            }
        };
        assert_eq!((refused.kind(), crew.len()), (std::io::ErrorKind::WouldBlock, 999));
    });
}

const ABORTS: &str = "KATA_TEST_ABORTS";

#[test]
fn a_result_that_panics_when_it_is_dropped_aborts_as_under_std() {
    if real::env::var_os(ABORTS).is_some() {
        holds_once(|| {
            thread::spawn(|| {
                thread::yield_now();
                Loud("a result")
            });
        });
        return;
    }
    let output = Command::new(real::env::current_exe().unwrap())
        .args(["--exact", "stops::a_result_that_panics_when_it_is_dropped_aborts_as_under_std", "--nocapture"])
        .env(ABORTS, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(real::os::unix::process::ExitStatusExt::signal(&output.status), Some(6), "{said}");
    assert!(said.contains("a result was unwound"), "{said}");
}

const LOUD: &str = "KATA_TEST_LOUD";

#[test]
fn panics_are_silent_inside_an_execution_only() {
    if real::env::var_os(LOUD).is_some() {
        let _ = crate::run_once(|| panic!("heard by no one"));
        let _ = real::panic::catch_unwind(|| panic!("heard by all"));
        return;
    }
    let output = Command::new(real::env::current_exe().unwrap())
        .args(["--exact", "stops::panics_are_silent_inside_an_execution_only", "--nocapture"])
        .env(LOUD, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("heard by all") && !said.contains("heard by no one"), "{said}");
}
