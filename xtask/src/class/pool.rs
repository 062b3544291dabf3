//! Workers at once: as many as are asked for, one submission each, and those that failed once more at the end, alone.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use kata_assignment::Graded;
use kata_console::Failure;
use kata_grade::Cancel;
use kata_process::Lab;
use kata_verdict::{Outcome, Submission, Verdict};

use super::Job;
use super::worker::{self, Ended, Limits};

/// A submission that waits to be judged.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    /// Which one it is, for whoever asked.
    pub(crate) index: usize,
    /// Where it lies.
    pub(crate) path: PathBuf,
}

/// A submission that was judged.
#[derive(Debug)]
pub(crate) struct Judged {
    /// Which one it is.
    pub(crate) index: usize,
    /// What came of it.
    pub(crate) graded: Graded,
}

/// Workers, and what they are given to do.
pub(crate) struct Pool {
    lab: Lab,
    job: Job,
    workers: usize,
    silence: Duration,
    cancel: Cancel,
}

/// What became of the first try.
enum First {
    Judged(Judged),
    /// Once more, alone: the worker failed, or the machine may have had too much to do.
    Again(Task),
}

impl Pool {
    /// A pool with a temporary folder of its own, in which all workers have theirs.
    ///
    /// # Errors
    ///
    /// Where the temporary folder cannot be written to.
    pub(crate) fn open(job: Job, workers: usize, silence: Duration, cancel: Cancel) -> Result<Pool, Failure> {
        let lab = Lab::open().map_err(Failure::setup)?;
        Ok(Pool { lab, job, workers: workers.max(1), silence, cancel })
    }

    /// Judges all, and hands each over as soon as it is judged. Where it cannot be taken, the others are stopped.
    ///
    /// # Errors
    ///
    /// What `take` says, or that we were interrupted.
    pub(crate) fn judge(
        &self,
        tasks: &[Task],
        take: &mut dyn FnMut(Judged) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (next, again) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            let (sender, judged) = mpsc::channel();
            for number in 0..self.workers.min(tasks.len()) {
                let (sender, next, again) = (sender.clone(), &next, &again);
                scope.spawn(move || self.work(number, tasks, next, again, &sender));
            }
            drop(sender);
            let taken = judged.iter().try_for_each(|judged| take(judged?));
            if taken.is_err() {
                // Whatever is in flight would not be taken either.
                self.cancel.cancel();
            }
            taken
        })?;
        let mut again = again.into_inner().unwrap_or_else(PoisonError::into_inner);
        again.sort_by_key(|task| task.index);
        again.iter().try_for_each(|task| take(self.second(task)?))
    }

    /// Judges task after task, until none is left or one ends it all.
    fn work(
        &self,
        number: usize,
        tasks: &[Task],
        next: &AtomicUsize,
        again: &Mutex<Vec<Task>>,
        judged: &Sender<Result<Judged, Failure>>,
    ) {
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            let told = match self.first(task, number) {
                Ok(First::Again(task)) => {
                    again.lock().unwrap_or_else(PoisonError::into_inner).push(task);
                    continue;
                }
                Ok(First::Judged(one)) => judged.send(Ok(one)).is_ok(),
                Err(failure) => judged.send(Err(failure)).is_ok_and(|()| false),
            };
            if !told {
                return;
            }
        }
    }

    fn first(&self, task: &Task, number: usize) -> Result<First, Failure> {
        Ok(match self.run(task, &self.job, number)? {
            Ended::Verdict(verdict) if is_certain(&verdict) => First::Judged(judged(task, verdict)),
            Ended::Verdict(_) | Ended::Failed(_) => First::Again(task.clone()),
            Ended::Cancelled => return Err(Failure::Interrupted),
        })
    }

    /// Alone on the machine, as far as that is ours.
    fn second(&self, task: &Task) -> Result<Judged, Failure> {
        let job = Job { jobs: 0, ..self.job.clone() };
        match self.run(task, &job, 0)? {
            Ended::Verdict(verdict) => Ok(judged(task, verdict)),
            Ended::Failed(why) => Ok(Judged { index: task.index, graded: Graded::Fault(why) }),
            Ended::Cancelled => Err(Failure::Interrupted),
        }
    }

    fn run(&self, task: &Task, job: &Job, number: usize) -> Result<Ended, Failure> {
        if self.cancel.is_cancelled() {
            return Err(Failure::Interrupted);
        }
        let program = this_program().map_err(|error| fault("this program is gone", &error))?;
        let mut command = Command::new(program);
        let path = std::path::absolute(&task.path).unwrap_or_else(|_| task.path.clone());
        command.arg("grade-worker").arg(path);
        let job = serde_json::to_string(job).map_err(|error| Failure::Fault(error.to_string()))?;
        let log = self.lab.work().join(format!("worker-{number}.log"));
        let limits = Limits { silence: self.silence, cancel: &self.cancel };
        worker::run(&self.lab, &mut command, &job, &log, &limits)
            .map_err(|error| fault("no worker can be started", &error))
    }
}

/// This program, also if it was built anew while we run.
fn this_program() -> std::io::Result<PathBuf> {
    const SELF: &str = "/proc/self/exe";
    if cfg!(target_os = "linux") { Ok(PathBuf::from(SELF)) } else { std::env::current_exe() }
}

fn fault(what: &str, error: &std::io::Error) -> Failure {
    Failure::Fault(format!("{what}: {error}"))
}

fn judged(task: &Task, verdict: Box<Verdict>) -> Judged {
    Judged { index: task.index, graded: Graded::Verdict(verdict) }
}

/// Whether it can only be the submission's doing. What was ended from outside may have been for want of memory, which others used.
fn is_certain(verdict: &Verdict) -> bool {
    verdict.submission != Submission::Fault && verdict.checks.iter().all(|check| check.outcome != Outcome::Inconclusive)
}
