//! The program that a suite becomes: for the grader `--describe` and `--judge`, for people libtest-mimic's command line.

use std::sync::Arc;
use std::{env, io, process};

use kata_verdict::{CheckInfo, CheckReport, Outcome};
use libtest_mimic::{Arguments, Failed, Trial};
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::batch;
use crate::check::Check;
use crate::judge::judge_with;
use crate::memory;
use crate::protocol::Request;
use crate::suite::Suite;
use crate::watchdog::Watchdog;

/// Runs the program and ends the process.
pub(crate) fn main<S: Copy + Send + Sync + 'static>(suite: Suite<S>, subject: S) -> ! {
    forbid_core_dumps();
    kata_engine::watch_memory(memory::live);
    let request = Arc::new(Request::from_env());
    let mut arguments = env::args().skip(1);
    match arguments.next().as_deref() {
        Some("--describe") => process::exit(describe(&suite)),
        Some("--judge") => process::exit(batch::judge_each(&suite, subject, arguments, &request)),
        _ => for_people(suite, subject, &request),
    }
}

fn for_people<S: Copy + Send + Sync + 'static>(suite: Suite<S>, subject: S, request: &Arc<Request>) -> ! {
    let mut arguments = Arguments::from_args();
    // One check at a time: they share the watchdog. The grader runs them side by side as processes.
    arguments.test_threads.get_or_insert(1);
    let trials = suite.checks.into_iter().map(|check| trial(check, subject, Arc::clone(request))).collect();
    libtest_mimic::run(&arguments, trials).exit()
}

/// A learner's stack overflow must not leave a core file in whatever folder the grader runs in.
fn forbid_core_dumps() {
    // Where the limit cannot be set, a core file is a nuisance and no reason not to judge.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

fn describe<S>(suite: &Suite<S>) -> i32 {
    let infos: Vec<&CheckInfo> = suite.checks.iter().map(|check| &check.info).collect();
    match serde_json::to_writer(io::stdout().lock(), &infos) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

fn trial<S: Copy + Send + Sync + 'static>(check: Check<S>, subject: S, request: Arc<Request>) -> Trial {
    let (name, kind) = (check.info.id.clone(), check.info.group.word());
    let run = move || {
        let watchdog = Watchdog::over(&check.info.id, Arc::clone(&request));
        let report = judge_with(&check, subject, request.effort(&check.info.id), request.schedule.as_deref());
        drop(watchdog);
        to_result(&report)
    };
    Trial::test(name, run).with_kind(kind)
}

fn to_result(report: &CheckReport) -> Result<(), Failed> {
    match report.outcome {
        Outcome::Passed | Outcome::Skipped | Outcome::NotAttempted => Ok(()),
        outcome => Err(Failed::from(in_words(outcome, report))),
    }
}

/// What someone reads who drives the runner by hand.
fn in_words(outcome: Outcome, report: &CheckReport) -> String {
    let mut text = format!("{}: {}", outcome.word(), report.message);
    for note in &report.evidence.notes {
        text += &format!("\n  {note}");
    }
    for step in &report.evidence.timeline {
        let (at, object) = (step.at.as_deref().unwrap_or(""), step.object.as_deref().unwrap_or(""));
        let value = step.value.as_deref().map(|value| format!(" = {value}")).unwrap_or_default();
        text += &format!("\n  {}  {at}  {} {object}{value}", step.task, step.op);
    }
    text
}
