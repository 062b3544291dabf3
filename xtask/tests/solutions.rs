//! Each solution of each kata is a trial: what must pass passes, and what must fail fails where it says.
//!
//! It is a libtest-mimic program, so `cargo test --test solutions -- parking-lot/flawed` runs a part of it. A kata's
//! grader is opened by the first trial that needs it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use kata_catalog::{Files, Flawed, Kata, Root, Starter};
use kata_grade::{Cancel, Grader, Options, Request, Source};
use kata_verdict::{CheckVerdict, Group, Level, Outcome, Submission, Tier, Verdict};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = match trials() {
        Ok(trials) => trials,
        // A solution that cannot even be read fails as a trial of its own, so that it is seen like any other.
        Err(error) => vec![Trial::test("solutions can be read", move || Err(error.to_string().into()))],
    };
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials() -> Result<Vec<Trial>, kata_catalog::Error> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default();
    let root = Root::find(&dir, Vec::<PathBuf>::new())?;
    let mut trials = Vec::new();
    for kata in root.katas()? {
        trials.extend(trials_of(&kata)?);
    }
    Ok(trials)
}

fn trials_of(kata: &Kata) -> Result<Vec<Trial>, kata_catalog::Error> {
    let bench =
        Arc::new(Bench { root: kata.root().path().to_owned(), kata: kata.slug().to_owned(), grader: OnceLock::new() });
    let solutions = kata.solutions()?;
    let mut trials = Vec::new();
    for starter in Starter::ALL {
        let (bench, files) = (bench.clone(), kata.starter(starter)?);
        let name = format!("{}/starter/{}", kata.slug(), starter.word());
        trials.push(Trial::test(name, move || starter_fails(&bench.judge(files)?)));
    }
    for accepted in &solutions.accepted {
        let (bench, files) = (bench.clone(), accepted.files());
        let name = format!("{}/accepted/{}", kata.slug(), accepted.name);
        trials.push(Trial::test(name, move || accepted_passes(&bench.judge(files?)?)));
    }
    for flawed in solutions.flawed {
        let (bench, files) = (bench.clone(), flawed.files());
        let name = format!("{}/flawed/{}", kata.slug(), flawed.name);
        let draft = kata.manifest().draft;
        trials.push(Trial::test(name, move || flaw_is_caught(&flawed, &bench.judge(files?)?, draft)));
    }
    Ok(trials)
}

/// A kata with the grader that its trials share.
struct Bench {
    root: PathBuf,
    kata: String,
    grader: OnceLock<Result<Grader, String>>,
}

impl Bench {
    fn judge(&self, files: Files) -> Result<Verdict, Failed> {
        let grader = self.grader.get_or_init(|| self.open()).as_ref()?;
        let request = Request::whole(Tier::Quick, Level::L6);
        let verdict = grader.grade(&Source::Files(files), &request, &Cancel::default(), &mut |_| {})?;
        match verdict.submission {
            Submission::Graded => Ok(verdict),
            _ => Err(format!("not graded: {:?} {:?} {}", verdict.fault, verdict.refusals, verdict.diagnostics).into()),
        }
    }

    fn open(&self) -> Result<Grader, String> {
        let options = Options { root: self.root.clone(), kata: self.kata.clone(), jobs: 1, incremental: false };
        Grader::open(options, &mut |_| {}).map_err(|error| error.to_string())
    }
}

fn starter_fails(verdict: &Verdict) -> Result<(), Failed> {
    match verdict.checks.iter().any(|check| check.outcome.is_miss()) {
        true => Ok(()),
        false => Err("the starter fails no check: there would be nothing to do".into()),
    }
}

fn accepted_passes(verdict: &Verdict) -> Result<(), Failed> {
    // A twist is for some of the accepted solutions only.
    let left_out = |check: &CheckVerdict| check.outcome == Outcome::NotAttempted && check.info.group == Group::Twist;
    let is_short =
        |check: &&CheckVerdict| !matches!(check.outcome, Outcome::Passed | Outcome::Skipped) && !left_out(check);
    let short: BTreeMap<&str, &str> =
        verdict.checks.iter().filter(is_short).map(|check| (check.info.id.as_str(), check.message.as_str())).collect();
    if short.is_empty() { Ok(()) } else { Err(format!("it should pass everything: {short:#?}").into()) }
}

fn flaw_is_caught(flaw: &Flawed, verdict: &Verdict, draft: bool) -> Result<(), Failed> {
    let misses = verdict.checks.iter().filter(|check| check.outcome.is_miss());
    let failed: Vec<&String> = misses.map(|check| &check.info.id).collect();
    if let Some(missed) = flaw.fails.iter().find(|id| !failed.contains(id)) {
        return Err(format!("it is not caught at {missed}; it fails {failed:?}").into());
    }
    if !draft && failed.len() * 4 > verdict.checks.len() {
        let of = verdict.checks.len();
        return Err(format!("it fails {} of {of} checks, more than a quarter: {failed:?}", failed.len()).into());
    }
    Ok(())
}
