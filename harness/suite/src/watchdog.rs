//! Ends a check that computes for ever without reaching a point where another thread could run.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{process, thread as os_thread};

use kata_verdict::{CheckReport, Evidence, Outcome, ReportFile};
use rustix::time::{ClockId, clock_gettime};

use crate::protocol::{EXIT_SPINNING, Request};

const LOOK: Duration = Duration::from_millis(20);

/// Watches over one check, on a thread of the operating system, until it is dropped.
pub(crate) struct Watchdog {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts watching over the check `id`. Where no thread can be had, nobody watches, and the grader's deadline is the only one.
    pub(crate) fn over(id: &str, request: Arc<Request>) -> Watchdog {
        forget_what_was_seen();
        let (stop, stopped) = mpsc::channel();
        let id = id.to_owned();
        let watch = move || watch(&id, &request, || stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout));
        let thread = os_thread::Builder::new().name("watchdog".to_owned()).spawn(watch).ok();
        Watchdog { stop: Some(stop), thread }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // The watch has no way to panic that would matter here: the check is over.
            let _ = thread::JoinHandle::join(thread);
        }
    }
}

fn watch(id: &str, request: &Request, go_on: impl Fn() -> bool) {
    let mut moved = (kata_engine::ticks(), processor_time());
    while go_on() {
        let (ticks, used) = (kata_engine::ticks(), processor_time());
        if ticks != moved.0 {
            moved = (ticks, used);
        } else if used.saturating_sub(moved.1) > request.patience {
            end(id, request);
        }
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or_default())
}

#[expect(clippy::exit, reason = "the thread that spins cannot be stopped in any other way")]
fn end(id: &str, request: &Request) -> ! {
    let report = report();
    let millis = u64::try_from(request.patience.as_millis()).unwrap_or(u64::MAX);
    // A report that cannot be written leaves the exit code to speak.
    let _ = request.write(id, &ReportFile { report: report.clone(), millis });
    eprintln!("{}: {}", report.outcome.word(), report.message);
    process::exit(EXIT_SPINNING)
}

/// The last call of the suite's that began, for a loop that comes before any line the engine has seen.
static LAST_CALL: Mutex<String> = Mutex::new(String::new());

/// Remembers the call that begins.
pub(crate) fn see(call: &str) {
    let mut last = LAST_CALL.lock().unwrap_or_else(PoisonError::into_inner);
    last.clear();
    last.push_str(call);
}

/// What an earlier check of the process saw is not this one's.
fn forget_what_was_seen() {
    see("");
    kata_engine::forget_last_line();
}

/// What is known of the place: the last call, and the last line of the learner's that the engine has seen.
fn last_seen() -> String {
    let call = LAST_CALL.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let call = if call.is_empty() { call } else { format!("; the last call was {call}") };
    let line = kata_engine::last_line().map(|line| format!("; the last such point was at {line}"));
    call + &line.unwrap_or_default()
}

fn report() -> CheckReport {
    CheckReport {
        outcome: Outcome::TimedOut,
        // Not how long it was watched: the patience is the grader's, and the same code gets the same words.
        message: format!(
            "an endless loop: it computes on and on without a lock, an atomic, a channel or any other point where \
             another thread could run{}",
            last_seen()
        ),
        evidence: Evidence::default(),
        explored: None,
        output: String::new(),
    }
}
