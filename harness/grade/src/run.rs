//! Runs the checks, each in a process of its own, and says what the end of such a process means.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use kata_verdict::{CheckInfo, CheckReport, CheckVerdict, Evidence, Outcome, Tier};

use crate::stage::Slot;
use crate::{Error, Request};
use kata_process::Cancel;
use kata_process::Lab;
use kata_process::{Exit, Finished, Limits};

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

    /// Runs these checks, `jobs` at once, and tells of each as it ends. The result is in the order of `checks`.
    pub(crate) fn run(
        &self,
        checks: &[CheckInfo],
        request: &Request,
        jobs: usize,
        told: &mut dyn FnMut(&CheckVerdict),
    ) -> Result<Vec<CheckVerdict>, Error> {
        let next = AtomicUsize::new(0);
        let mut judged: Vec<Option<CheckVerdict>> = vec![None; checks.len()];
        thread::scope(|scope| {
            let (sender, results) = mpsc::channel();
            for _ in 0..jobs.min(checks.len()) {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    while let Some((index, check)) = checks.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let result = self.check(index, check, request);
                        let failed = result.is_err();
                        // The receiver is gone when another check ended the run: then this one ends as well.
                        if sender.send((index, result)).is_err() || failed {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            for (index, result) in results {
                let verdict = result?;
                told(&verdict);
                judged[index] = Some(verdict);
            }
            Ok(())
        })?;
        Ok(judged.into_iter().flatten().collect())
    }

    fn check(&self, index: usize, info: &CheckInfo, request: &Request) -> Result<CheckVerdict, Error> {
        let path = self.slot.report(index);
        _ = fs::remove_file(&path);
        let mut command = self.command();
        command.args(["--exact", &info.id, "--nocapture"]);
        command.env("KATA_REPORT", &path).env("KATA_TIER", request.tier.word());
        if self.spins.load(Ordering::Relaxed) {
            command.env("KATA_PATIENCE_MS", IMPATIENT_MS);
        }
        if let Some(schedule) = &request.schedule {
            command.env("KATA_SCHEDULE", schedule);
        }
        let finished = self.start(&mut command, deadline(request.tier))?;
        if finished.exit == Exit::Cancelled {
            return Err(Error::Cancelled);
        }
        if finished.exit == Exit::Code(NO_PROGRESS) {
            self.spins.store(true, Ordering::Relaxed);
        }
        let report = judge(&finished, read_report(&path), request.tier);
        Ok(verdict(info, report, finished.elapsed))
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

/// How long a check may run. Checks are counted in steps: only code that never comes back meets this.
fn deadline(tier: Tier) -> Duration {
    match tier {
        Tier::Quick => Duration::from_secs(10),
        Tier::Deep => Duration::from_secs(30),
    }
}

fn read_report(path: &Path) -> Option<CheckReport> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn verdict(info: &CheckInfo, report: CheckReport, elapsed: Duration) -> CheckVerdict {
    CheckVerdict {
        info: info.clone(),
        outcome: report.outcome,
        message: report.message,
        evidence: report.evidence,
        explored: report.explored,
        output: report.output,
        millis: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
    }
}

/// The exit code of a runner whose allocator reached its limit.
const OUT_OF_MEMORY: i32 = 86;
/// The exit code of a runner whose watchdog found no progress; it leaves a report.
const NO_PROGRESS: i32 = 87;

/// What the end of a check's process means. A report counts where the process ended by itself.
fn judge(finished: &Finished, report: Option<CheckReport>, tier: Tier) -> CheckReport {
    match (finished.exit, report) {
        (Exit::Code(0 | 101 | NO_PROGRESS), Some(report)) => report,
        (Exit::Code(OUT_OF_MEMORY), _) => ended(Outcome::Crashed, OUT_OF_MEMORY_MESSAGE),
        (Exit::Code(NO_PROGRESS), None) => {
            ended(Outcome::TimedOut, "no progress: the code went on without ever waiting")
        }
        (Exit::TimedOut, _) => {
            let message = format!(
                "still running after {} s, and never at a point where it could be stopped",
                deadline(tier).as_secs()
            );
            ended(Outcome::TimedOut, &message)
        }
        (Exit::Signal(signal), _) => signalled(signal, &finished.stderr),
        (Exit::Code(code), _) => {
            let said = last_lines(&finished.stderr, 3);
            ended(Outcome::Inconclusive, &format!("the check ended with code {code} and left no report: {said}"))
        }
        (Exit::Cancelled, _) => ended(Outcome::Inconclusive, "cancelled"),
    }
}

const OUT_OF_MEMORY_MESSAGE: &str = "allocated more than 256 MiB: something grows without bound (a collection that is never emptied, or an endless loop)";
const OVERFLOW_MESSAGE: &str = "the stack overflowed: a call goes on without end; look for a function that calls itself, or a \
                                value that contains itself";

/// What a signal means. Safe code cannot make a bad access, so a segmentation fault is the guard page of a stack.
fn signalled(signal: i32, stderr: &str) -> CheckReport {
    use rustix::process::Signal;
    let is = |known: &[Signal]| known.iter().any(|known| known.as_raw() == signal);
    if is(&[Signal::SEGV, Signal::BUS]) || stderr.contains("has overflowed its stack") {
        ended(Outcome::Crashed, OVERFLOW_MESSAGE)
    } else if stderr.contains("memory allocation of") {
        ended(Outcome::Crashed, OUT_OF_MEMORY_MESSAGE)
    } else if is(&[Signal::ABORT, Signal::ILL, Signal::TRAP]) {
        ended(Outcome::Crashed, &aborted(stderr))
    } else {
        ended(Outcome::Inconclusive, &format!("the check was ended from outside, by signal {signal}"))
    }
}

/// What the engine says of a panic that meets another one in the same thread.
const AGAIN: &str = "panicked again while unwinding from ";

fn aborted(stderr: &str) -> String {
    match stderr.lines().find_map(|line| line.strip_prefix(AGAIN)) {
        Some(first) => format!("aborted: a destructor panicked while another panic was unwinding, from {first}"),
        None if stderr.contains("panic in a destructor") => {
            "aborted: a destructor panicked while another panic was unwinding".to_owned()
        }
        None => "aborted: a panic could not unwind".to_owned(),
    }
}

fn ended(outcome: Outcome, message: &str) -> CheckReport {
    let message = message.to_owned();
    CheckReport { outcome, message, evidence: Evidence::default(), explored: None, output: String::new() }
}

/// The last lines of what a process said, without the numbers that differ from run to run.
fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).map(without_thread_id).collect();
    lines[lines.len().saturating_sub(count)..].join(" ")
}

/// `thread 'main' (4711) panicked at …`
fn without_thread_id(line: &str) -> String {
    match line.split_once("' (").filter(|_| line.starts_with("thread '")) {
        Some((name, rest)) => {
            format!("{name}'{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(')'))
        }
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_said_last_is_the_same_each_time() {
        let said = "first\n\nthread 'main' (4711) panicked at src/lot.rs:3:9:\nno spot\n";
        assert_eq!(last_lines(said, 2), "thread 'main' panicked at src/lot.rs:3:9: no spot");
        assert_eq!(last_lines("", 2), "");
    }
}
