//! Starts the runner as a process, and reads what it leaves.

use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::{env, fs};

use kata_suite::CheckReport;
use tempfile::TempDir;

/// One ended process.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) report: Option<CheckReport>,
}

/// Runs the runner on `subject` with these arguments.
pub(crate) fn run(subject: &str, arguments: &[&str]) -> Run {
    run_with(subject, arguments, &[])
}

/// The same with more of the environment.
pub(crate) fn run_with(subject: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = TempDir::new().expect("a temporary folder");
    let report = folder.path().join("report.json");
    let mut command = Command::new(env::current_exe().expect("the path of this test"));
    command.args(arguments).env("TINY_SUBJECT", subject).env("KATA_REPORT", &report).envs(environment.iter().copied());
    let output = command.output().expect("the runner starts");
    assert!(!folder.path().join("report.json.part").exists(), "a half-written report was left behind");
    ended(output, report)
}

fn ended(output: Output, report: PathBuf) -> Run {
    let report = fs::read(report).ok().map(|json| serde_json::from_slice(&json).expect("the report is a CheckReport"));
    let stdout = String::from_utf8(output.stdout).expect("UTF-8 on stdout");
    Run { code: output.status.code(), signal: output.status.signal(), stdout, report }
}

/// Judges `subject` by the check `id`, as the grader does.
pub(crate) fn judge(subject: &str, id: &str) -> Run {
    run(subject, &["--exact", id, "--nocapture"])
}
