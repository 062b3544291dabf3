//! The one rustc run that makes a runner of a staged submission.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use kata_verdict::Refusal;

use crate::Error;
use crate::artifacts::Artifacts;
use crate::diagnostic::Diagnostic;
use crate::stage::{ROOT_FILE, Slot};
use kata_process::Cancel;
use kata_process::Lab;
use kata_process::{Exit, Finished, Limits};

/// Far beyond any honest submission: it stops a macro or a constant that never ends.
const DEADLINE: Duration = Duration::from_secs(60);
/// What stands in for std.
const STD: &str = "kata_std";
const CAPTURE: usize = 8 << 20;
/// The program that rustc makes, and the list of what it read for it.
const RUNNER: &str = "runner";
const INPUTS: &str = "runner.d";

/// What became of the rustc run.
#[derive(Debug)]
pub(crate) enum Compiled {
    /// The runner.
    Runner(PathBuf),
    /// It compiles, but reads what a submission may not read.
    Refused(Vec<Refusal>),
    /// It does not compile: the errors.
    Broken(Vec<Diagnostic>),
    /// The libraries that we link to are gone, or fit another compiler: they must be built again.
    Outdated(String),
    /// Neither the code nor the compiler is to blame: the disk is full, or the linker is not there.
    Hindered(Error),
    /// The run was cancelled.
    Cancelled,
}

/// Compiles and links the submission that is staged in `slot`.
pub(crate) fn compile(
    lab: &Lab,
    artifacts: &Artifacts,
    slot: &Slot,
    incremental: bool,
    cancel: &Cancel,
) -> io::Result<Compiled> {
    let job = Job { lab, artifacts, slot, incremental, cancel };
    match job.run(Lints::AsRust)? {
        // All that stands in the way is a `deny` of the learner's own: their taste is no part of the verdict.
        Compiled::Broken(errors) if errors.is_empty() => job.run(Lints::Capped),
        compiled => Ok(compiled),
    }
}

/// The command that compiles and links what is staged in `slot`, for someone else to run.
pub(crate) fn bare(lab: &Lab, artifacts: &Artifacts, slot: &Slot) -> Command {
    let cancel = Cancel::default();
    let job = Job { lab, artifacts, slot, incremental: true, cancel: &cancel };
    job.rustc(Lints::AsRust)
}

/// How lints are treated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lints {
    /// As Rust does by default, without what only warns.
    AsRust,
    /// None stops the compilation. That goes for the forbidden `unsafe_code` as well, so that is looked for afterwards.
    Capped,
}

struct Job<'a> {
    lab: &'a Lab,
    artifacts: &'a Artifacts,
    slot: &'a Slot,
    incremental: bool,
    cancel: &'a Cancel,
}

impl Job<'_> {
    /// Broken without an error means that only the learner's own lints stand in the way.
    fn run(&self, lints: Lints) -> io::Result<Compiled> {
        let mut command = self.rustc(lints);
        let limits = Limits { deadline: DEADLINE, capture: CAPTURE, cancel: self.cancel };
        let finished = kata_process::run(self.lab, &mut command, &limits, None)?;
        let said = Diagnostic::read_all(&finished.stderr);
        Ok(match finished.exit {
            Exit::Cancelled => Compiled::Cancelled,
            Exit::TimedOut => Compiled::Broken(vec![endless()]),
            Exit::Code(0) => confined(&said, self.slot)?,
            _ => broken(said, &finished),
        })
    }

    /// The outputs are named relative to the working directory: rustc would split a path at a comma.
    fn rustc(&self, lints: Lints) -> Command {
        let mut command = Command::new(&self.artifacts.rustc);
        command.current_dir(self.slot.folder()).arg(ROOT_FILE);
        command.args(["--crate-name=submission", "--crate-type=bin", "--edition=2024", "--error-format=json"]);
        command.args(["-C", "opt-level=0", "-C", "debuginfo=0", "-C", "embed-bitcode=no"]);
        if cfg!(target_os = "linux") {
            // Here the linker itself leaves the symbols out, and has less to write; elsewhere another program is started.
            command.args(["-C", "strip=symbols"]);
        }
        command.arg(format!("--emit=dep-info={INPUTS},link={RUNNER}"));
        for (name, library) in &self.artifacts.externs {
            command.arg("--extern").arg(joined(&format!("{name}="), library));
            if name == STD {
                // Not as an item at the root, where a learner may well have a module called `core`.
                command.arg("--extern").arg(joined("core=", library));
            }
        }
        for folder in &self.artifacts.search {
            command.arg("-L").arg(joined("dependency=", folder));
        }
        if self.incremental {
            command.args(["-C", "incremental=incremental"]);
        }
        command.args(["-F", "unsafe_code"]);
        command.arg(if lints == Lints::Capped { "--cap-lints=warn" } else { "-Awarnings" });
        command
    }
}

fn joined(prefix: &str, path: &Path) -> std::ffi::OsString {
    let mut argument = std::ffi::OsString::from(prefix);
    argument.push(path);
    argument
}

/// The second wall behind the review of tokens: rustc itself says which files and variables it read, and where it saw
/// unsafe code.
fn confined(said: &[Diagnostic], slot: &Slot) -> io::Result<Compiled> {
    let inputs = fs::read_to_string(slot.folder().join(INPUTS))?;
    let foreign = foreign_inputs(&inputs, slot).into_iter().map(|input| Refusal {
        file: ROOT_FILE.to_owned(),
        line: None,
        message: format!("the code reads {input} while it compiles: only src/ is part of a submission; write it out"),
    });
    let refusals: Vec<_> = unsafe_code(said).into_iter().chain(foreign).collect();
    let runner = slot.folder().join(RUNNER);
    Ok(if refusals.is_empty() { Compiled::Runner(runner) } else { Compiled::Refused(refusals) })
}

fn unsafe_code(said: &[Diagnostic]) -> Vec<Refusal> {
    let found = said.iter().filter(|diagnostic| diagnostic.code() == "unsafe_code");
    let refusal = |diagnostic: &Diagnostic| Refusal {
        file: diagnostic.primary().map_or(ROOT_FILE.to_owned(), |span| span.file_name.clone()),
        line: diagnostic.primary().map(|span| span.line_start),
        message: "`unsafe` is refused: an interview is safe Rust; use the types of std::sync instead".to_owned(),
    };
    found.map(refusal).collect()
}

/// What rustc read beside the staged files, from its dep-info: files, and variables of the environment.
fn foreign_inputs(inputs: &str, slot: &Slot) -> Vec<String> {
    let mut foreign = Vec::new();
    for line in inputs.lines() {
        if let Some(variable) = line.strip_prefix("# env-dep:") {
            foreign.push(format!("the environment variable {}", variable.split('=').next().unwrap_or(variable)));
        } else if let Some(file) = line.strip_suffix(':') {
            let file = file.replace("\\ ", " ");
            if !slot.files().contains_key(&file) {
                foreign.push(file);
            }
        }
    }
    foreign
}

fn endless() -> Diagnostic {
    Diagnostic {
        message: format!(
            "rustc did not end within {} s: is there a macro or a constant without end?",
            DEADLINE.as_secs()
        ),
        level: "error".to_owned(),
        ..Diagnostic::default()
    }
}

fn broken(said: Vec<Diagnostic>, finished: &Finished) -> Compiled {
    // A library that vanished, or that another compiler made: cargo has run, or was updated, since we asked it.
    const OUTDATED: [&str; 6] = ["E0457", "E0460", "E0461", "E0463", "E0514", "E0786"];
    let errors: Vec<_> = said.into_iter().filter(Diagnostic::is_error).collect();
    let is_outdated =
        |error: &Diagnostic| OUTDATED.contains(&error.code()) || error.message.starts_with("extern location for ");
    if let Some(error) = errors.iter().find(|error| is_outdated(error)) {
        Compiled::Outdated(error.message.clone())
    } else if let Some(error) = errors.iter().find_map(hindrance) {
        Compiled::Hindered(error)
    } else if errors.is_empty() {
        // What ends LLVM or the whole compiler is told past all diagnostics, if at all.
        finished
            .hindrance()
            .map_or_else(|| Compiled::Broken(vec![silent(finished)]), |why| Compiled::Hindered(kept(&why)))
    } else if errors.iter().any(|error| error.code() == "unsafe_code") {
        Compiled::Refused(unsafe_code(&errors))
    } else {
        Compiled::Broken(Diagnostic::without_own_lints(errors))
    }
}

/// An error that speaks of no place in any code, but of the machine.
fn hindrance(error: &Diagnostic) -> Option<Error> {
    if !error.spans.is_empty() {
        return None;
    }
    let said: Vec<&str> = error.children.iter().map(|note| note.message.as_str()).collect();
    let said = format!("{}\n{}", error.message, said.join("\n"));
    if let Some(why) = kata_process::hindrance(&said) {
        Some(kept(&why))
    } else if error.message.contains("(os error ") {
        Some(kept(&error.message))
    } else if error.message.starts_with("linking with ") {
        Some(Error::Fault(format!("the runner cannot be linked: {said}")))
    } else {
        None
    }
}

fn kept(why: &str) -> Error {
    Error::Setup(format!("rustc cannot do its work: {why}"))
}

fn silent(finished: &Finished) -> Diagnostic {
    let message = match finished.exit {
        Exit::Signal(signal) => format!("rustc was ended by signal {signal}"),
        _ => "rustc failed without a word".to_owned(),
    };
    Diagnostic { message, level: "error".to_owned(), ..Diagnostic::default() }
}
