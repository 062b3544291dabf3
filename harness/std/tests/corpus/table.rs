//! The tables of `docs/CORPUS.md`.

use std::fs;
use std::path::{Path, PathBuf};

use kata_verdict::{CheckVerdict, Explored, Outcome, Tier};
use libtest_mimic::Failed;

use crate::judged::Judged;
use crate::program::Program;

const BEGIN: &str = "<!-- written by `KATA_BLESS=1 cargo test -p kata-std --test corpus`: the rest of this file -->\n";

/// Fails if the document does not show what was found, or writes it, if asked to.
pub(crate) fn check(judged: &Judged) -> Result<(), Failed> {
    let path = document();
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (prose, _) = text.split_once(BEGIN).ok_or_else(|| format!("{} has no line `{BEGIN}`", path.display()))?;
    let wanted = format!("{prose}{BEGIN}{}", tables(judged)?);
    if text == wanted {
        return Ok(());
    }
    if std::env::var_os("KATA_BLESS").is_some() {
        return fs::write(&path, wanted).map_err(Failed::from);
    }
    let first = wanted.lines().zip(text.lines()).find(|(wanted, shown)| wanted != shown);
    let hint = "run `KATA_BLESS=1 cargo test -p kata-std --test corpus` and look at what changed";
    Err(format!("docs/CORPUS.md does not show what was found; {hint}\n{first:#?}").into())
}

fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/CORPUS.md")
}

fn tables(judged: &Judged) -> Result<String, String> {
    let mut textbook = String::from(
        "\n## Textbook bugs and their twins\n\n\
         | program | what it shows | outcome | schedules to the first failure | preemptions |\n\
         | --- | --- | --- | --- | --- |\n",
    );
    let mut sctbench = String::from(
        "\n## SCTBench\n\n\
         | benchmark | outcome | here: schedules to the first bug | preemptions | paper: PCT | paper: random | paper: DFS |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (index, program) in judged.programs().iter().enumerate() {
        let check = judged.check(index)?;
        if program.is_sctbench() {
            sctbench += &sctbench_row(program, check);
        } else {
            textbook += &textbook_row(program, check);
        }
    }
    Ok(textbook + &sctbench)
}

fn textbook_row(program: &Program, check: &CheckVerdict) -> String {
    let Program { name, shows, .. } = program;
    let outcome = check.outcome.word();
    format!("| {name} | {shows} | {outcome} | {} | {} |\n", tried(program, check), preemptions(check))
}

/// The paper's figures are left empty: see the text above the tables.
fn sctbench_row(program: &Program, check: &CheckVerdict) -> String {
    let name = program.name.trim_start_matches("sctbench/");
    let outcome = check.outcome.word();
    format!("| CS.{name} | {outcome} | {} | {} | | | |\n", tried(program, check), preemptions(check))
}

fn tried(program: &Program, check: &CheckVerdict) -> String {
    let number = number(check.explored);
    let said = program.tier == Tier::Deep && program.outcome != Outcome::Passed;
    if said { format!("{number} (deep)") } else { number }
}

fn number(explored: Option<Explored>) -> String {
    match explored {
        Some(Explored { first_failure: Some(first), .. }) => first.to_string(),
        Some(Explored { schedules, exhaustive: true, .. }) => format!("none in all {schedules}"),
        Some(Explored { schedules, .. }) => format!("none in {schedules}"),
        None => "?".to_owned(),
    }
}

fn preemptions(check: &CheckVerdict) -> String {
    check.evidence.preemptions.map(|number| number.to_string()).unwrap_or_default()
}
