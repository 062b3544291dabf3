//! `verify`: proves each kata both ways.

use std::collections::BTreeMap;

use kata_catalog::{Files, Kata, Solutions, Starter};
use kata_console::{Context, Failure};
use kata_grade::Grader;
use kata_verdict::{CheckVerdict, ExitCode, Group, Level, Outcome, Submission, Tier, Verdict};
use serde::Serialize;

use crate::cli::{self, Format};
use crate::{grading, render};

mod judging;
mod shortfalls;

/// Prove each kata both ways: what must pass passes, what must fail fails where it should
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask verify
  cargo xtask verify parking-lot --tier deep
  cargo xtask verify --format json")]
pub(crate) struct Args {
    /// The katas [default: all of them]
    katas: Vec<String>,
    /// How many schedules are explored
    #[arg(long, value_parser = cli::tier(), default_value = "quick")]
    tier: Tier,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What was found, as `--format json` prints it.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) katas: Vec<KataReport>,
}

/// What was found of one kata.
#[derive(Debug, Serialize)]
pub(crate) struct KataReport {
    pub(crate) kata: String,
    /// Whether nothing is counted yet; said to people, and no part of the JSON form.
    #[serde(skip)]
    pub(crate) draft: bool,
    pub(crate) starter: StarterReport,
    pub(crate) accepted: Vec<AcceptedReport>,
    pub(crate) flawed: Vec<FlawedReport>,
    pub(crate) checks: Vec<CheckReport>,
}

/// The starters taken together: they compile if both do, and fail what the one that fails less fails.
#[derive(Debug, Serialize)]
pub(crate) struct StarterReport {
    pub(crate) compiles: bool,
    pub(crate) failed: Vec<String>,
}

/// What must pass.
#[derive(Debug, Serialize)]
pub(crate) struct AcceptedReport {
    pub(crate) name: String,
    pub(crate) passed: bool,
    pub(crate) failed_checks: Vec<String>,
}

/// What must fail at the checks it names.
#[derive(Debug, Serialize)]
pub(crate) struct FlawedReport {
    pub(crate) name: String,
    pub(crate) expected: Vec<String>,
    pub(crate) failed: Vec<String>,
    pub(crate) caught: bool,
}

/// A check, and the flaws that it fails.
#[derive(Debug, Serialize)]
pub(crate) struct CheckReport {
    pub(crate) id: String,
    pub(crate) group: Group,
    pub(crate) level: Level,
    pub(crate) failed_by: Vec<String>,
}

/// Judges the submissions of all katas in parallel, then tells what was found kata by kata.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let katas: Vec<Kata> = match args.katas.as_slice() {
        [] => context.root.katas()?,
        named => named.iter().map(|slug| context.root.kata(slug)).collect::<Result<_, _>>()?,
    };
    let proofs = katas.iter().map(|kata| Proof::prepare(kata, context)).collect::<Result<Vec<_>, _>>()?;
    let judged = judging::judge_all(&proofs, args.tier)?;
    let (mut reports, mut shortfalls) = (Vec::new(), Vec::new());
    for (proof, verdicts) in proofs.iter().zip(judged) {
        let report = report(proof.kata, &proof.solutions, &verdicts);
        let falls_short = shortfalls::find(proof.kata, &report, &verdicts)?;
        reports.push(report);
        shortfalls.extend(falls_short.into_iter().map(|shortfall| format!("{}: {shortfall}", proof.kata.slug())));
    }
    let report = Report { katas: reports };
    match args.format {
        Format::Human => kata_console::print(&render::verify::human(&report, &shortfalls))?,
        Format::Json => {
            kata_console::print(&kata_console::json(&report)?)?;
            if !shortfalls.is_empty() {
                eprint!("{}", render::verify::falls_short(&shortfalls));
            }
        }
    }
    Ok(if shortfalls.is_empty() { ExitCode::Passed } else { ExitCode::Missed })
}

/// What the proof of one kata takes.
struct Proof<'k> {
    kata: &'k Kata,
    solutions: Solutions,
    entries: Vec<Entry>,
    grader: Grader,
}

impl<'k> Proof<'k> {
    fn prepare(kata: &'k Kata, context: &Context) -> Result<Proof<'k>, Failure> {
        let solutions = kata.solutions()?;
        let entries = entries(kata, &solutions)?;
        Ok(Proof { kata, solutions, entries, grader: grading::open_for_many(context, kata.slug())? })
    }
}

/// What a submission is in this proof.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Starter(&'static str),
    Accepted(String),
    Flawed(String),
}

/// One submission of a proof.
struct Entry {
    role: Role,
    files: Files,
    /// The checks that must catch it, if it is a flaw. At others it may be caught as well, or not: less will do there.
    focus: Option<Vec<String>>,
}

impl Entry {
    fn new(role: Role, files: Files) -> Entry {
        Entry { role, files, focus: None }
    }
}

type Verdicts = BTreeMap<Role, Verdict>;

/// Each flaw comes close to what it is a patch of: rustc compiles anew only what differs from the submission before it.
fn entries(kata: &Kata, solutions: &Solutions) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for starter in Starter::ALL {
        entries.push(Entry::new(Role::Starter(starter.word()), kata.starter(starter)?));
    }
    for accepted in &solutions.accepted {
        entries.push(Entry::new(Role::Accepted(accepted.name.clone()), accepted.files()?));
    }
    let mut flaws: Vec<_> = solutions.flawed.iter().collect();
    flaws.sort_by_key(|flaw| flaw.base());
    for flawed in flaws {
        let entry = Entry::new(Role::Flawed(flawed.name.clone()), flawed.files()?);
        entries.push(Entry { focus: Some(flawed.fails.clone()), ..entry });
    }
    Ok(entries)
}

fn report(kata: &Kata, solutions: &Solutions, verdicts: &Verdicts) -> KataReport {
    let accepted: Vec<AcceptedReport> = solutions
        .accepted
        .iter()
        .filter_map(|accepted| {
            Some(accepted_report(&accepted.name, verdicts.get(&Role::Accepted(accepted.name.clone()))?))
        })
        .collect();
    let flawed: Vec<FlawedReport> = solutions
        .flawed
        .iter()
        .filter_map(|flaw| Some(flawed_report(flaw, verdicts.get(&Role::Flawed(flaw.name.clone()))?)))
        .collect();
    let checks = check_reports(&flawed, verdicts);
    let (starter, draft) = (starter_report(verdicts), kata.manifest().draft);
    KataReport { kata: kata.slug().to_owned(), draft, starter, accepted, flawed, checks }
}

fn failed(verdict: &Verdict) -> Vec<String> {
    verdict.checks.iter().filter(|check| check.outcome.is_miss()).map(|check| check.info.id.clone()).collect()
}

fn starter_report(verdicts: &Verdicts) -> StarterReport {
    let starters = || verdicts.iter().filter(|(role, _)| matches!(role, Role::Starter(_))).map(|(_, verdict)| verdict);
    StarterReport {
        compiles: starters().all(|verdict| verdict.submission == Submission::Graded),
        failed: starters().map(failed).min_by_key(Vec::len).unwrap_or_default(),
    }
}

/// Whether an accepted solution falls short at a check. What it leaves out is no pass either, since it is there to show that each check
/// can be passed; but a twist is for some of them only.
fn is_short(check: &CheckVerdict) -> bool {
    match check.outcome {
        Outcome::Passed | Outcome::Skipped => false,
        Outcome::NotAttempted => check.info.group != Group::Twist,
        _ => true,
    }
}

fn accepted_report(name: &str, verdict: &Verdict) -> AcceptedReport {
    let short = verdict.checks.iter().filter(|check| is_short(check));
    let failed_checks: Vec<String> = short.map(|check| check.info.id.clone()).collect();
    let passed = verdict.submission == Submission::Graded && failed_checks.is_empty();
    AcceptedReport { name: name.to_owned(), passed, failed_checks }
}

fn flawed_report(flaw: &kata_catalog::Flawed, verdict: &Verdict) -> FlawedReport {
    let failed = failed(verdict);
    let caught = verdict.submission == Submission::Graded && flaw.fails.iter().all(|id| failed.contains(id));
    FlawedReport { name: flaw.name.clone(), expected: flaw.fails.clone(), failed, caught }
}

/// The checks as the longest verdict has them, each with the flaws that it fails.
fn check_reports(flawed: &[FlawedReport], verdicts: &Verdicts) -> Vec<CheckReport> {
    let longest = verdicts.values().max_by_key(|verdict| verdict.checks.len());
    let checks = longest.map(|verdict| verdict.checks.as_slice()).unwrap_or_default();
    let of_check = |id: &str| {
        let fails = |flaw: &&FlawedReport| flaw.failed.iter().any(|failed| failed == id);
        flawed.iter().filter(fails).map(|flaw| flaw.name.clone()).collect()
    };
    checks
        .iter()
        .map(|check| CheckReport {
            id: check.info.id.clone(),
            group: check.info.group,
            level: check.info.level,
            failed_by: of_check(&check.info.id),
        })
        .collect()
}
