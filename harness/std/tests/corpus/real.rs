//! The programs under the real `std`: all of them compile, and the twins pass.
//!
//! One rustc run makes one program of all of them; each twin then runs in a process of its own, a few times.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use kata_verdict::Outcome;
use libtest_mimic::Failed;

use crate::program::Program;

/// A correct program passes every time; more runs only take longer to say so.
const RUNS: usize = 3;

/// What chooses the program, and gives up on one that hangs.
const MAIN: &str = "
fn main() {
    std::thread::spawn(|| {
        std::thread::sleep(std::time::Duration::from_secs(60));
        std::process::exit(3);
    });
    let chosen = std::env::args().nth(1).unwrap();
    let found = SCENARIOS.iter().find(|(name, _)| *name == chosen).unwrap();
    (found.1)();
}
";

/// Fails if a program does not compile, or a twin does not pass.
pub(crate) fn check(programs: &[Program]) -> Result<(), Failed> {
    let program = compile(programs)?;
    let twins = programs.iter().filter(|program| program.outcome == Outcome::Passed && program.real.is_none());
    for twin in twins {
        for _ in 0..RUNS {
            let output = Command::new(&program).arg(&twin.name).output()?;
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(format!("{}: {}\n{said}", twin.name, output.status).into());
            }
        }
    }
    Ok(())
}

fn compile(programs: &[Program]) -> Result<PathBuf, Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    fs::create_dir_all(&folder)?;
    let (source, program) = (folder.join("real.rs"), folder.join("real"));
    fs::write(&source, source_of(programs)?)?;
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled =
        Command::new(rustc).args(["--edition=2024", "-A", "warnings", "-o"]).arg(&program).arg(&source).output()?;
    match compiled.status.success() {
        true => Ok(program),
        false => Err(String::from_utf8_lossy(&compiled.stderr).into_owned().into()),
    }
}

fn source_of(programs: &[Program]) -> Result<String, Failed> {
    let (mut modules, mut table) = (String::new(), String::new());
    for (number, program) in programs.iter().enumerate() {
        writeln!(modules, "mod p{number} {{\n{}}}", program.text)?;
        writeln!(table, "    ({:?}, p{number}::scenario),", program.name)?;
    }
    Ok(format!("{modules}\nconst SCENARIOS: &[(&str, fn())] = &[\n{table}];\n{MAIN}"))
}
