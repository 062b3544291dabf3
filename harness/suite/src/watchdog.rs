//! Ends a check that computes for ever without reaching a point where another thread could run.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{process, thread as os_thread};

use kata_verdict::{CheckReport, Evidence, Outcome};
use rustix::time::{ClockId, clock_gettime};

use crate::protocol::{EXIT_SPINNING, Request};

/// Processor time, not time on the wall, so that a busy machine changes no verdict.
const LIMIT: Duration = Duration::from_millis(200);

const LOOK: Duration = Duration::from_millis(20);

/// Watches over one check, on a thread of the operating system, until it is dropped.
pub(crate) struct Watchdog {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watchdog {
    /// Starts watching. Where no thread can be had, nobody watches, and the grader's deadline is the only one.
    pub(crate) fn over(request: Arc<Request>) -> Watchdog {
        let (stop, stopped) = mpsc::channel();
        let watch = move || watch(&request, || stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout));
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

fn watch(request: &Request, go_on: impl Fn() -> bool) {
    let mut moved = (kata_engine::ticks(), processor_time());
    while go_on() {
        let (ticks, used) = (kata_engine::ticks(), processor_time());
        if ticks != moved.0 {
            moved = (ticks, used);
        } else if used.saturating_sub(moved.1) > LIMIT {
            end(request);
        }
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or_default())
}

#[expect(clippy::exit, reason = "the thread that spins cannot be stopped in any other way")]
fn end(request: &Request) -> ! {
    let report = report();
    // A report that cannot be written leaves the exit code to speak.
    let _ = request.write(&report);
    eprintln!("{}: {}", report.outcome.word(), report.message);
    process::exit(EXIT_SPINNING)
}

fn report() -> CheckReport {
    let after = kata_engine::last_line().map(|line| format!("; the last one was at {line}")).unwrap_or_default();
    CheckReport {
        outcome: Outcome::TimedOut,
        message: format!(
            "an endless loop: {} ms of processor time without a lock, an atomic, a channel or any other point where \
             another thread could run{after}",
            LIMIT.as_millis()
        ),
        evidence: Evidence::default(),
        explored: None,
        output: String::new(),
    }
}
