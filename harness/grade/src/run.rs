//! Runs the checks: several in one process as long as that goes well, and none on account of another.
//!
//! Invariant: each check gets the verdict that a process of its own would give it. What ends a process is held against
//! no check but the first of that process, which was alone in it; any other check that was not reported begins the next
//! one. `harness/suite/src/batch.rs` sees to it that a report owes nothing to the checks before it.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use kata_verdict::{CheckInfo, CheckReport, CheckVerdict, ReportFile};

use crate::ends::{NO_PROGRESS, deadline, is_clean, judge, last_lines};
use crate::stage::Slot;
use crate::{Error, Request};
use kata_process::{Cancel, Exit, Finished, Lab, Limits};

const CAPTURE: usize = 64 * 1024;
/// Processor time without a scheduling point, in milliseconds, that is enough once another check was found in a loop.
const IMPATIENT_MS: &str = "100";
const DESCRIBE: Duration = Duration::from_secs(10);

/// The runner of one submission.
pub(crate) struct Runner<'a> {
    pub(crate) lab: &'a Lab,
    pub(crate) slot: &'a Slot,
    pub(crate) program: PathBuf,
    pub(crate) cancel: &'a Cancel,
    /// Whether a check was found in an endless loop: then the next ones that loop, usually in the same place, need not be
    /// watched for as long. Where many checks come to the same loop, the whole verdict would else take minutes.
    pub(crate) spins: AtomicBool,
}

impl Runner<'_> {
    /// Asks the suite for its checks. None of the learner's code runs.
    pub(crate) fn describe(&self) -> Result<Vec<CheckInfo>, Error> {
        let mut command = self.command();
        let finished = self.start(command.arg("--describe"), DESCRIBE)?;
        let described = serde_json::from_str(&finished.stdout);
        match (finished.exit, described) {
            (Exit::Cancelled, _) => Err(Error::Cancelled),
            (Exit::Code(0), Ok(checks)) => Ok(checks),
            (exit, _) => Err(Error::Fault(format!(
                "the suite does not describe its checks ({exit:?}): {}",
                last_lines(&finished.stderr, 3)
            ))),
        }
    }

    /// Judges by these checks, in `jobs` processes at once, and tells of each as its process ends. The result is in the
    /// order of `checks`.
    pub(crate) fn run(
        &self,
        checks: &[CheckInfo],
        request: &Request,
        jobs: usize,
        told: &mut dyn FnMut(&CheckVerdict),
    ) -> Result<Vec<CheckVerdict>, Error> {
        let queue = Queue::of(checks.len(), jobs);
        let mut judged: Vec<Option<CheckVerdict>> = vec![None; checks.len()];
        thread::scope(|scope| {
            let (sender, results) = mpsc::channel();
            for _ in 0..jobs.min(checks.len()) {
                let (sender, queue) = (sender.clone(), &queue);
                scope.spawn(move || self.work(queue, checks, request, &sender));
            }
            drop(sender);
            for (start, result) in results {
                for (index, verdict) in (start..).zip(result?) {
                    told(&verdict);
                    judged[index] = Some(verdict);
                }
            }
            Ok(())
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    /// Judges batch after batch, and sends what each process came to, with the place of its first check.
    fn work(&self, queue: &Queue, checks: &[CheckInfo], request: &Request, sender: &Sender<Batch>) {
        while let Some(mut batch) = queue.next() {
            while !batch.is_empty() {
                let result = self.process(&checks[batch.clone()], request);
                let (start, judged) = (batch.start, result.as_ref().map_or(0, Vec::len));
                batch.start += judged;
                // The receiver is gone when another process ended the run: then this one ends as well.
                if sender.send((start, result)).is_err() || judged == 0 {
                    return;
                }
            }
        }
    }

    /// Starts one process for these checks, and returns the verdicts that it came to: of the first check at least, and in
    /// the order of `checks`.
    fn process(&self, checks: &[CheckInfo], request: &Request) -> Result<Vec<CheckVerdict>, Error> {
        checks.iter().for_each(|check| _ = fs::remove_file(self.slot.report(&check.id)));
        let finished = self.start(&mut self.judging(checks, request), deadline(request.tier))?;
        if finished.exit == Exit::Cancelled {
            return Err(Error::Cancelled);
        }
        if finished.exit == Exit::Code(NO_PROGRESS) {
            self.spins.store(true, Ordering::Relaxed);
        }
        let reports = checks.iter().map_while(|check| read_report(&self.slot.report(&check.id)));
        Ok(verdicts(checks, reports.collect(), &finished, request))
    }

    fn judging(&self, checks: &[CheckInfo], request: &Request) -> Command {
        let mut command = self.command();
        command.arg("--judge").args(checks.iter().map(|check| &check.id));
        command.env("KATA_REPORTS", self.slot.reports()).env("KATA_TIER", request.tier.word());
        if self.spins.load(Ordering::Relaxed) {
            command.env("KATA_PATIENCE_MS", IMPATIENT_MS);
        }
        if let Some(focus) = &request.focus {
            command.env("KATA_FOCUS", focus.join(","));
        }
        if let Some(schedule) = &request.schedule {
            command.env("KATA_SCHEDULE", schedule);
        }
        command
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        // The environment is no part of a submission: the same code gets the same verdict on every machine.
        command.current_dir(self.slot.folder()).env_clear();
        command
    }

    fn start(&self, command: &mut Command, deadline: Duration) -> Result<Finished, Error> {
        let limits = Limits { deadline, capture: CAPTURE, cancel: self.cancel };
        kata_process::run(self.lab, command, &limits, None).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => Error::Setup(format!(
                "cannot run {}: {error}; set TMPDIR to a folder where programs may run",
                self.program.display()
            )),
            _ => Error::Fault(format!("cannot run {}: {error}", self.program.display())),
        })
    }
}

type Batch = (usize, Result<Vec<CheckVerdict>, Error>);

/// The checks that no process has begun with, in order.
struct Queue {
    left: Mutex<Range<usize>>,
    jobs: usize,
}

impl Queue {
    fn of(checks: usize, jobs: usize) -> Queue {
        Queue { left: Mutex::new(0..checks), jobs }
    }

    /// Takes the next batch: everything where there is one process at a time; else they grow short towards the end, so that
    /// the processes end together.
    fn next(&self) -> Option<Range<usize>> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let share = if self.jobs == 1 { left.len() } else { left.len().div_ceil(2 * self.jobs) };
        let batch = left.start..left.start + share;
        left.start = batch.end;
        (!batch.is_empty()).then_some(batch)
    }
}

/// What a process came to. `reports` are those that it left, up to the first check without one.
fn verdicts(
    checks: &[CheckInfo],
    mut reports: Vec<ReportFile>,
    finished: &Finished,
    request: &Request,
) -> Vec<CheckVerdict> {
    if checks.len() > 1 && reports.len() == checks.len() && !is_clean(finished.exit) {
        // All were reported, and yet something ended the process: whether that was the last one shows when it is alone.
        reports.pop();
    }
    match (checks, reports.is_empty()) {
        ([alone], _) | ([alone, ..], true) => {
            let whole = u64::try_from(finished.elapsed.as_millis()).unwrap_or(u64::MAX);
            let (report, millis) = reports.pop().map_or((None, whole), |file| (Some(file.report), file.millis));
            vec![verdict(alone, judge(finished, report, request.tier), millis)]
        }
        _ => checks.iter().zip(reports).map(|(check, file)| verdict(check, file.report, file.millis)).collect(),
    }
}

fn read_report(path: &Path) -> Option<ReportFile> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn verdict(info: &CheckInfo, report: CheckReport, millis: u64) -> CheckVerdict {
    CheckVerdict {
        info: info.clone(),
        outcome: report.outcome,
        message: report.message,
        evidence: report.evidence,
        explored: report.explored,
        output: report.output,
        millis,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_each_check_once_and_grow_short_towards_the_end() {
        let batches = |checks, jobs| {
            let queue = Queue::of(checks, jobs);
            std::iter::from_fn(move || queue.next()).collect::<Vec<_>>()
        };
        for (checks, jobs) in [(0, 2), (1, 2), (9, 4), (97, 1), (97, 2), (1_000, 3)] {
            let all: Vec<usize> = batches(checks, jobs).into_iter().flatten().collect();
            assert_eq!(all, (0..checks).collect::<Vec<_>>(), "{checks} checks, {jobs} jobs");
        }
        assert_eq!(batches(40, 1).len(), 1);
        assert_eq!(batches(9, 2), [0..3, 3..5, 5..6, 6..7, 7..8, 8..9]);
    }
}
