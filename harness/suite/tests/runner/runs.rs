//! Starts the runner as a process, and reads what it leaves.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use kata_suite::CheckReport;
use tempfile::TempDir;

/// One ended process.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) stdout: String,
    /// The report of the one check that was asked for.
    pub(crate) report: Option<CheckReport>,
    /// All that were written, under the ids of their checks.
    pub(crate) reports: BTreeMap<String, CheckReport>,
}

/// Runs the runner on `subject` with these arguments.
pub(crate) fn run(subject: &str, arguments: &[&str]) -> Run {
    run_with(subject, arguments, &[])
}

/// The same with more of the environment.
pub(crate) fn run_with(subject: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = TempDir::new().expect("a temporary folder");
    let mut command = Command::new(env::current_exe().expect("the path of this test"));
    let environment = environment.iter().copied();
    command.args(arguments).env("TINY_SUBJECT", subject).env("KATA_REPORTS", folder.path()).envs(environment);
    ended(command.output().expect("the runner starts"), folder.path())
}

fn ended(output: Output, folder: &Path) -> Run {
    let files = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("a report").path());
    let reports: BTreeMap<String, CheckReport> = files.map(|path| report(&path)).collect();
    let stdout = String::from_utf8(output.stdout).expect("UTF-8 on stdout");
    let first = reports.values().next().cloned();
    Run { code: output.status.code(), signal: output.status.signal(), stdout, report: first, reports }
}

/// A report with the id of its check. None is left half-written.
fn report(path: &Path) -> (String, CheckReport) {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
    let id = name.strip_suffix(".json").expect("a whole report").to_owned();
    (id, serde_json::from_slice(&fs::read(path).expect("the report is there")).expect("the report is a CheckReport"))
}

/// Judges `subject` by the check `id`, as the grader does.
pub(crate) fn judge(subject: &str, id: &str) -> Run {
    run(subject, &["--judge", id])
}

/// Judges `subject` by these checks in one process.
pub(crate) fn judge_all(subject: &str, ids: &[&str]) -> Run {
    run(subject, &[&["--judge"], ids].concat())
}
