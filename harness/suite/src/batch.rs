//! Judges by several checks in one process, for the grader: a process costs as much as many a check.
//!
//! Invariant: a report is the one that the check would have got in a process of its own. What a check could leave to the
//! next one is kept apart: each has a thread of its own (so whatever `std` keeps for a thread begins anew), executions
//! share nothing, statics are put back, and what the watchdog saw is forgotten. What cannot be kept apart is memory, for
//! tasks that were stopped leak what they own: so a check that was judged with less room than usual is not reported, and
//! the process ends. The same goes for one that ends the process. The grader then begins a process with that check, and
//! the first check of a process is alone with it.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use kata_verdict::{CheckReport, ReportFile};

use crate::check::Check;
use crate::judge::judge_with;
use crate::memory;
use crate::protocol::Request;
use crate::suite::Suite;
use crate::watchdog::Watchdog;

/// How much may be leaked by the checks of a process, all together. Less than what ends a search early (96 MiB), so a
/// report that comes after others speaks of a search that was not cut short; and it leaves the most of the 256 MiB.
const LEAKED: u64 = 64 << 20;
/// As much as the main thread usually has.
const STACK: usize = 8 << 20;
const FAULT: i32 = 1;

/// Judges by the checks with these ids, in this order, and writes a report of each as soon as it is known. Returns the
/// exit code: 0, however many reports there are.
pub(crate) fn judge_each<S: Copy + Send + Sync + 'static>(
    suite: &Suite<S>,
    subject: S,
    ids: impl Iterator<Item = String>,
    request: &Arc<Request>,
) -> i32 {
    let before = memory::live();
    for (earlier, id) in ids.enumerate() {
        let Some(check) = suite.iter().find(|check| check.info.id == id) else {
            eprintln!("the suite has no check {id}");
            return FAULT;
        };
        let started = Instant::now();
        // A panic that gets here has been printed, and is no report: the grader knows it for a fault of ours.
        let Some(report) = on_own_thread(check, subject, request) else { return FAULT };
        let is_crowded = memory::live().saturating_sub(before) > LEAKED;
        if is_crowded && earlier > 0 {
            return 0;
        }
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        if let Err(error) = request.write(&id, &ReportFile { report, millis }) {
            eprintln!("cannot write the report of {id}: {error}");
            return FAULT;
        }
        if is_crowded {
            return 0;
        }
    }
    0
}

fn on_own_thread<S: Copy + Send + Sync + 'static>(
    check: &Check<S>,
    subject: S,
    request: &Arc<Request>,
) -> Option<CheckReport> {
    thread::scope(|scope| {
        let judging = || {
            let _watchdog = Watchdog::over(&check.info.id, Arc::clone(request));
            judge_with(check, subject, request.effort(&check.info.id), request.schedule.as_deref())
        };
        let thread = thread::Builder::new().name("main".to_owned()).stack_size(STACK).spawn_scoped(scope, judging);
        thread.ok()?.join().ok()
    })
}
