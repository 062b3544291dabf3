//! Every program of the corpus goes the whole way of a submission: it is reviewed, staged, compiled against our `std`,
//! explored in a process of its own, and must come out as its first lines say.
//!
//! `docs/CORPUS.md` shows how many schedules that took. Where it no longer tells the truth, a trial fails;
//! `KATA_BLESS=1 cargo test -p kata-std --test corpus` writes it anew.

mod judged;
mod program;
mod real;
mod table;

use std::process::ExitCode;
use std::sync::Arc;

use judged::Judged;
use libtest_mimic::{Arguments, Failed, Trial};
use program::Program;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let judged = Arc::new(Judged::new(program::load()));
    let mut trials: Vec<Trial> = (0..judged.programs().len()).map(|index| trial(&judged, index)).collect();
    let all = Arc::clone(&judged);
    trials.push(Trial::test("the_document_shows_what_was_found", move || table::check(&all)));
    let plain = Arc::clone(&judged);
    trials.push(Trial::test("twins_pass_under_the_real_std", move || real::check(plain.programs())));
    let again = Arc::clone(&judged);
    trials.push(Trial::test("a_second_run_gives_the_same_verdict", move || same_again(&again)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(judged: &Arc<Judged>, index: usize) -> Trial {
    let name = judged.programs()[index].name.clone();
    let judged = Arc::clone(judged);
    Trial::test(name, move || comes_out_as_written(&judged, index))
}

fn comes_out_as_written(judged: &Judged, index: usize) -> Result<(), Failed> {
    let Program { outcome, message, .. } = &judged.programs()[index];
    let check = judged.check(index)?;
    if check.outcome != *outcome {
        return Err(format!("expected {}, got {}\n{check:#?}", outcome.word(), check.outcome.word()).into());
    }
    match message {
        Some(message) if !check.message.contains(message) => {
            Err(format!("the message `{}` does not contain `{message}`", check.message).into())
        }
        _ => Ok(()),
    }
}

/// One program of each kind of failure, and one that passes, compared to the last letter.
fn same_again(judged: &Judged) -> Result<(), Failed> {
    for name in ["lost-update/bug", "abba/bug", "spinning/bug", "cache-stampede/bug", "peterson/fixed"] {
        let index = judged.programs().iter().position(|program| program.name == name);
        let index = index.ok_or_else(|| format!("there is no program {name}"))?;
        let (first, mut second) = (judged.check(index)?, judged.explore(index)?);
        second.millis = first.millis;
        if *first != second {
            return Err(format!("{name} differs:\n{first:#?}\n{second:#?}").into());
        }
    }
    Ok(())
}
