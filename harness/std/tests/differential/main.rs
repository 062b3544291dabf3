//! What a program does under the real `std` is among what we explore.
//!
//! Each program has a `pub fn outcome() -> String`. It is compiled with plain rustc and run many times; then, for each outcome
//! that was seen, it is explored with the claim that it never comes out so, and the explorer must refute that.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

use kata_grade::{Cancel, Explorer};
use kata_verdict::{Outcome, Tier};
use libtest_mimic::{Arguments, Failed, Trial};

/// How often a program is run for real. Few are enough: what a run misses cannot fail, only prove less.
const RUNS: usize = 25;

fn main() -> ExitCode {
    let explorer = Arc::new(OnceLock::new());
    let trials = programs().into_iter().map(|program| trial(program, Arc::clone(&explorer))).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

type Shared = Arc<OnceLock<Result<Explorer, String>>>;

fn trial(program: PathBuf, explorer: Shared) -> Trial {
    let name = program.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Trial::test(name.clone(), move || {
        let text = fs::read_to_string(&program)?;
        let seen = real_outcomes(&name, &text)?;
        let explorer = explorer.get_or_init(open).as_ref().map_err(String::as_str)?;
        seen.iter().try_for_each(|outcome| is_explored(explorer, &text, outcome))
    })
}

fn programs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/programs");
    let entries = fs::read_dir(folder).expect("the programs can be read");
    let mut programs: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    programs.sort();
    programs
}

fn open() -> Result<Explorer, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Explorer::open(root, &mut |_| {}).map_err(|error| error.to_string())
}

/// Every outcome that shows under the real `std`.
fn real_outcomes(name: &str, text: &str) -> Result<BTreeSet<String>, Failed> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("differential");
    fs::create_dir_all(&folder)?;
    let (source, program) = (folder.join(format!("{name}.rs")), folder.join(name));
    fs::write(&source, format!("{text}\nfn main() {{ print!(\"{{}}\", outcome()) }}\n"))?;
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled =
        Command::new(rustc).args(["--edition=2024", "-A", "warnings", "-o"]).arg(&program).arg(&source).output()?;
    if !compiled.status.success() {
        return Err(String::from_utf8_lossy(&compiled.stderr).into_owned().into());
    }
    (0..RUNS).map(|_| run(&program)).collect()
}

fn run(program: &Path) -> Result<String, Failed> {
    let output = Command::new(program).output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}

fn is_explored(explorer: &Explorer, text: &str, outcome: &str) -> Result<(), Failed> {
    let text = format!("{text}\npub fn scenario() {{ assert_ne!(outcome(), {outcome:?}, \"it came out so\"); }}\n");
    let verdict = explorer.explore(text.into_bytes(), Tier::Deep, None, &Cancel::default())?;
    let Some(check) = verdict.checks.first() else {
        return Err(format!("{:?}: {}{:?}", verdict.submission, verdict.diagnostics, verdict.refusals).into());
    };
    if check.outcome == Outcome::Failed && check.message.contains("it came out so") {
        return Ok(());
    }
    Err(format!("`{outcome}` shows under the real std, and was never explored: {check:#?}").into())
}
