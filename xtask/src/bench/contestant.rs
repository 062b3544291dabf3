//! What takes turns in a bench.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use kata_catalog::{Files, Kata};
use kata_console::Failure;
use kata_grade::{Cancel, Grader, Request, Source};
use kata_verdict::{Group, Level, Submission, Tier};

use super::Draft;
use super::process::{is_installed, time};
use crate::grading;

/// Something that is done after each save, and takes time.
pub(crate) struct Contestant<'a> {
    /// What it is called.
    pub(crate) name: &'static str,
    /// How many times the time of the first contestant it may take; None where nothing is promised.
    pub(crate) budget: Option<f64>,
    turn: Box<dyn FnMut() -> Result<Duration, Failure> + 'a>,
}

impl Contestant<'_> {
    /// Saves, does it once, and answers how long that took without the save.
    pub(crate) fn turn(&mut self) -> Result<Duration, Failure> {
        (self.turn)()
    }
}

/// Those that can take part, the one that all are compared with first; and why others cannot.
pub(crate) fn contestants<'a>(
    kata: &Kata,
    files: &Files,
    grader: &'a Grader,
    cancel: &'a Cancel,
    scratch: &Path,
) -> Result<(Vec<Contestant<'a>>, Vec<String>), Failure> {
    let draft = |name: &str| Draft::new(kata, files, &scratch.join(name));
    let mut taking_part = vec![
        bare(draft("bare")?, grader, &scratch.join("bare-staged")),
        verdict("behaviour verdict", Some(1.5), Some(Group::Behaviour), draft("behaviour")?, grader, cancel),
        verdict("full quick verdict", Some(3.0), None, draft("quick")?, grader, cancel),
    ];
    let mut absent = Vec::new();
    match std::fs::read_to_string(kata.root().path().join("xtask/bench").join(format!("{}.rs", kata.slug()))) {
        Ok(tests) => taking_part.push(cargo_test(draft("cargo")?, &tests)?),
        Err(_) => absent.push(format!("cargo test: xtask/bench/{}.rs is not written yet", kata.slug())),
    }
    match rustlings(&scratch.join("rustlings")) {
        Ok(rustlings) => taking_part.push(rustlings),
        Err(why) => absent.push(format!("rustlings run: {why}")),
    }
    Ok((taking_part, absent))
}

/// The bare compiler, with the flags of a verdict.
fn bare<'a>(mut draft: Draft, grader: &'a Grader, staged: &Path) -> Contestant<'a> {
    let staged = staged.to_owned();
    let turn = move || {
        draft.save()?;
        std::fs::create_dir_all(&staged).map_err(|error| Failure::Setup(format!("{}: {error}", staged.display())))?;
        time(&mut grader.bare_rustc(&Source::Workspace(draft.dir().to_owned()), &staged).map_err(grading::failed)?)
    };
    Contestant { name: "bare rustc", budget: None, turn: Box::new(turn) }
}

/// A verdict as a watch gives it.
fn verdict<'a>(
    name: &'static str,
    budget: Option<f64>,
    group: Option<Group>,
    mut draft: Draft,
    grader: &'a Grader,
    cancel: &'a Cancel,
) -> Contestant<'a> {
    let turn = move || {
        draft.save()?;
        let source = Source::Workspace(draft.dir().to_owned());
        let request = Request { group, ..Request::whole(Tier::Quick, Level::L6) };
        let began = Instant::now();
        let verdict = grader.grade(&source, &request, cancel, &mut |_| {}).map_err(grading::failed)?;
        let took = began.elapsed();
        match verdict.submission {
            Submission::Graded => Ok(took),
            _ => Err(Failure::Fault(format!("the solution is not graded: {}", verdict.diagnostics))),
        }
    };
    Contestant { name, budget, turn: Box::new(turn) }
}

/// `cargo test` of the same crate, with tests of its own for what the suite asks.
fn cargo_test<'a>(mut draft: Draft, tests: &str) -> Result<Contestant<'a>, Failure> {
    draft.add_tests(tests)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let turn = move || {
        draft.save()?;
        let mut command = Command::new(&cargo);
        command.args(["test", "--quiet", "--offline", "--lib"]).current_dir(draft.dir()).env_remove("CARGO_TARGET_DIR");
        time(&mut command)
    };
    Ok(Contestant { name: "cargo test, equivalent tests", budget: None, turn: Box::new(turn) })
}

/// One exercise of rustlings, which is what people know.
fn rustlings<'a>(dir: &Path) -> Result<Contestant<'a>, String> {
    if !is_installed("rustlings") {
        return Err("it is not installed".to_owned());
    }
    std::fs::create_dir_all(dir).map_err(|error| error.to_string())?;
    begin_rustlings(dir)?;
    let dir = dir.join("rustlings");
    let exercise = dir.join("exercises/00_intro/intro1.rs");
    let text = std::fs::read_to_string(&exercise).map_err(|error| format!("{}: {error}", exercise.display()))?;
    let mut saves = 0;
    let turn = move || {
        saves += 1;
        let saved = std::fs::write(&exercise, format!("{text}\npub const SAVED: u32 = {saves};\n"));
        saved.map_err(|error| Failure::Setup(format!("{}: {error}", exercise.display())))?;
        time(Command::new("rustlings").args(["run", "intro1"]).current_dir(&dir))
    };
    Ok(Contestant { name: "rustlings run intro1", budget: None, turn: Box::new(turn) })
}

/// It asks for one press of Enter.
fn begin_rustlings(dir: &Path) -> Result<(), String> {
    use std::io::Write;
    let mut command = Command::new("rustlings");
    command.arg("init").current_dir(dir).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    if let Some(mut input) = child.stdin.take() {
        // One that does not ask has closed its end.
        let _ = input.write_all(b"\n\n");
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    if output.status.success() { Ok(()) } else { Err(format!("`rustlings init` failed: {said}")) }
}
