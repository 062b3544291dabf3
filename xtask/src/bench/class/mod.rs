//! Grading a class: how many submissions a minute, how much memory, and whether twice as many take twice as long.

mod generate;
mod usage;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kata_catalog::{Files, Kata, Solutions};
use kata_console::Failure;
use kata_verdict::Tier;
use serde::Serialize;

use super::Draft;
use super::process::time;
use usage::Peak;

/// How many submissions `cargo test` is tried on.
const TESTED: usize = 5;

/// What was measured.
#[derive(Debug, Serialize)]
pub(crate) struct ClassReport {
    pub(crate) kata: String,
    pub(crate) tier: Tier,
    pub(crate) runs: Vec<ClassRun>,
    /// A loop of `cargo test` over accepted submissions of the same class, with one target folder for all; None where the kata has no
    /// equivalent tests.
    pub(crate) cargo_test_per_minute: Option<f64>,
    /// The processor time of one of those, in seconds.
    pub(crate) cargo_test_processor_each: Option<f64>,
    /// What could not take part, and why.
    pub(crate) absent: Vec<String>,
}

/// One class.
#[derive(Debug, Serialize)]
pub(crate) struct ClassRun {
    pub(crate) submissions: usize,
    pub(crate) seconds: f64,
    pub(crate) per_minute: f64,
    /// The processor time of one submission, in seconds: it hardly depends on what else the machine does. None where the system does not tell.
    pub(crate) processor_each: Option<f64>,
    /// The most memory that all processes together held at once, in MiB, looked at 20 times a second; None where the system does not tell.
    pub(crate) peak_mib: Option<u64>,
    /// The most that one of them held.
    pub(crate) largest_mib: Option<u64>,
}

/// What is measured, and where.
pub(crate) struct ClassBench<'a> {
    pub(crate) kata: &'a Kata,
    pub(crate) solutions: &'a Solutions,
    pub(crate) tier: Tier,
    pub(crate) folder: &'a Path,
}

impl ClassBench<'_> {
    /// Measures classes of these sizes, one after the other.
    pub(crate) fn measure(&self, sizes: &[usize]) -> Result<ClassReport, Failure> {
        let mut absent = Vec::new();
        let runs = sizes.iter().map(|size| self.run(*size)).collect::<Result<Vec<_>, _>>()?;
        let (cargo_test_per_minute, cargo_test_processor_each) = self.cargo_test(&mut absent)?.unzip();
        Ok(ClassReport {
            kata: self.kata.slug().to_owned(),
            tier: self.tier,
            runs,
            cargo_test_per_minute,
            cargo_test_processor_each: cargo_test_processor_each.flatten(),
            absent,
        })
    }

    fn run(&self, size: usize) -> Result<ClassRun, Failure> {
        let folder = self.folder.join(format!("class-of-{size}"));
        let class = generate::class(self.kata, self.solutions, &folder.join("submissions"), size)?;
        let mut command = self.grade_all(&class, &folder)?;
        let before = usage::processor_seconds();
        let (took, peak) = watched(&mut command)?;
        let seconds = took.as_secs_f64();
        Ok(ClassRun {
            submissions: size,
            seconds: tenths(seconds),
            per_minute: tenths(size as f64 * 60.0 / seconds),
            processor_each: each(before, size),
            peak_mib: peak.map(|peak| peak.all >> 20),
            largest_mib: peak.map(|peak| peak.one >> 20),
        })
    }

    fn grade_all(&self, class: &Path, folder: &Path) -> Result<Command, Failure> {
        let assignment = folder.join("class.toml");
        let text = format!("format = 1\nname = \"class\"\nkata = \"{}\"\nlevel = \"l6\"\n", self.kata.slug());
        std::fs::write(&assignment, text)
            .map_err(|error| Failure::Setup(format!("{}: {error}", assignment.display())))?;
        let program = std::env::current_exe()
            .map_err(|error| Failure::Fault(format!("this program cannot be found: {error}")))?;
        let mut command = Command::new(program);
        command.arg("grade-all").arg(class).arg("--assignment").arg(assignment);
        command.arg("--out").arg(folder.join("results")).args(["--tier", self.tier.word()]);
        command.env("KATA_ROOT", self.kata.root().path());
        Ok(command)
    }

    /// What an instructor without a grader does: `cargo test` of one submission after the other. Only accepted ones: among the others
    /// are some that it would not come back from.
    fn cargo_test(&self, absent: &mut Vec<String>) -> Result<Option<(f64, Option<f64>)>, Failure> {
        let path = self.kata.root().path().join("xtask/bench").join(format!("{}.rs", self.kata.slug()));
        let Ok(tests) = std::fs::read_to_string(&path) else {
            absent.push(format!("cargo test: xtask/bench/{}.rs is not written yet", self.kata.slug()));
            return Ok(None);
        };
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let (mut took, mut before) = (Duration::ZERO, None);
        let accepted = self.without_twists()?;
        for (number, files) in accepted.iter().cycle().take(TESTED + 1).enumerate() {
            let dir = self.folder.join(format!("tested-{number}"));
            let mut draft = Draft::new(self.kata, files, &dir)?;
            draft.add_tests(&tests)?;
            let mut command = Command::new(&cargo);
            command.args(["test", "--quiet", "--offline", "--lib"]).current_dir(&dir);
            command.env("CARGO_TARGET_DIR", self.folder.join("tested-target"));
            let once = time(&mut command)?;
            // The first one builds what all have in common.
            if number > 0 {
                took += once;
            } else {
                before = usage::processor_seconds();
            }
        }
        Ok(Some((tenths(TESTED as f64 * 60.0 / took.as_secs_f64()), each(before, TESTED))))
    }
}

impl ClassBench<'_> {
    /// The accepted solutions that a workspace compiles before any reveal.
    fn without_twists(&self) -> Result<Vec<Files>, Failure> {
        let mut plain = Vec::new();
        for accepted in &self.solutions.accepted {
            let files = accepted.files()?;
            if !files.iter().any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("twists::")) {
                plain.push(files);
            }
        }
        Ok(plain)
    }
}

/// Runs `grade-all` to its end, and looks at its memory all the while.
fn watched(command: &mut Command) -> Result<(Duration, Option<Peak>), Failure> {
    let fault = |what: &str| Failure::Fault(format!("grade-all {what}"));
    let began = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| fault(&format!("cannot be started: {error}")))?;
    let watch = usage::watch(child.id());
    let status = child.wait().map_err(|error| fault(&format!("cannot be waited for: {error}")))?;
    let took = began.elapsed();
    let peak = watch.end();
    if status.success() { Ok((took, peak)) } else { Err(fault(&format!("failed ({status})"))) }
}

/// The processor time since `before` of one of so many, in seconds.
fn each(before: Option<f64>, of: usize) -> Option<f64> {
    let took = usage::processor_seconds()? - before?;
    Some((took / of as f64 * 100.0).round() / 100.0)
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Where a class lies that is to be kept, or a folder that goes away.
pub(crate) fn place(keep: Option<&Path>) -> Result<(PathBuf, Option<tempfile::TempDir>), Failure> {
    match keep {
        Some(folder) => Ok((folder.to_owned(), None)),
        None => {
            let scratch = tempfile::Builder::new().prefix("kata-bench-").tempdir();
            let scratch =
                scratch.map_err(|error| Failure::Setup(format!("no temporary folder can be made: {error}")))?;
            Ok((scratch.path().to_owned(), Some(scratch)))
        }
    }
}
