//! `bench`: the budgets, as ratios that are measured side by side.

use std::io::IsTerminal;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kata_catalog::{Kata, Solutions};
use kata_console::{Context, Failure};
use kata_grade::{Cancel, Grader, Request, Source};
use kata_verdict::{ExitCode, Level, Tier, Verdict};
use serde::Serialize;

use crate::bench::class::{self, ClassBench};
use crate::bench::speed::{self, Speed};
use crate::bench::{Contestant, Reading, Sample, contestants};
use crate::cli::{self, Format};
use crate::{grading, render, sources};

/// Measure the budgets, as ratios of runs side by side
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench
  cargo xtask bench parking-lot --solution one-lock --rounds 31
  cargo xtask bench --format json
  cargo xtask bench --class --sizes 50,100,200 --tier quick

Ratios are told, not enforced: a busy machine is no failure.")]
pub(crate) struct Args {
    /// The kata
    #[arg(default_value = "parking-lot")]
    kata: String,
    /// The accepted solution that is saved again and again [default: the shortest, which is what fits in a round]
    #[arg(long, value_name = "NAME")]
    solution: Option<String>,
    /// How often each takes its turn
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Measure grading a class instead: generated submissions of each kind, through grade-all
    #[arg(long)]
    class: bool,
    /// How many submissions the classes have
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_values_t = [10, 20, 40], requires = "class")]
    sizes: Vec<usize>,
    /// How many schedules are explored of each
    #[arg(long, value_parser = cli::tier(), default_value = "deep", requires = "class")]
    tier: Tier,
    /// Keep the classes and their results in this folder
    #[arg(long, value_name = "DIR", requires = "class")]
    keep: Option<PathBuf>,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What was measured.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) kata: String,
    pub(crate) solution: String,
    pub(crate) rounds: u32,
    pub(crate) rows: Vec<Row>,
    /// What could not take part, and why.
    pub(crate) absent: Vec<String>,
    /// What the spies and the design review take of a verdict.
    pub(crate) reading: Reading,
    pub(crate) deep: Deep,
    /// How fast the engine explores.
    pub(crate) exploration: Vec<Speed>,
}

/// One contestant.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) median_ms: f64,
    pub(crate) least_ms: f64,
    pub(crate) most_ms: f64,
    /// Its median by that of the bare rustc.
    pub(crate) ratio: f64,
    pub(crate) budget: Option<f64>,
}

/// A deep verdict from scratch, and how fast its checks explored.
#[derive(Debug, Serialize)]
pub(crate) struct Deep {
    pub(crate) total_ms: u64,
    pub(crate) compile_ms: u64,
    pub(crate) run_ms: u64,
    /// Of the checks that ran a thousand schedules or more.
    pub(crate) schedules: u64,
    pub(crate) schedules_per_second: Option<u64>,
}

/// Measures.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let kata = context.root.kata(&args.kata)?;
    let solutions = kata.solutions()?;
    if args.class {
        return class(args, &kata, &solutions);
    }
    let name = match &args.solution {
        Some(name) => name.clone(),
        None => shortest(&kata, &solutions)?,
    };
    let files = solutions.find(&name)?.files()?;
    let deep = deep(context, &kata, &Source::Files(files.clone()))?;
    let text = sources::of(&Source::Files(files.clone()))?;
    let reading = Reading::measure(&text, &sources::api(context, kata.slug())?, args.rounds);

    let grader = grading::open(context, kata.slug(), true)?;
    let cancel = grading::cancel_on_interrupt()?;
    let scratch = tempfile::Builder::new().prefix("kata-bench-").tempdir();
    let scratch = scratch.map_err(|error| Failure::Setup(format!("no temporary folder can be made: {error}")))?;
    let (mut contestants, mut absent) = contestants(&kata, &files, &grader, &cancel, scratch.path())?;
    let samples = measure(&mut contestants, args.rounds, &cancel)?;
    let exploration = speed::measure(context.root.path()).unwrap_or_else(|why| {
        absent.push(format!("exploration: {why}"));
        Vec::new()
    });
    let report = Report {
        kata: kata.slug().to_owned(),
        solution: name,
        rounds: args.rounds,
        rows: rows(&contestants, &samples),
        absent,
        reading,
        deep,
        exploration,
    };
    kata_console::print(&match args.format {
        Format::Human => render::bench::human(&report),
        Format::Json => kata_console::json(&report)?,
    })?;
    Ok(ExitCode::Passed)
}

fn class(args: &Args, kata: &Kata, solutions: &Solutions) -> Result<ExitCode, Failure> {
    let (folder, _scratch) = class::place(args.keep.as_deref())?;
    let report = ClassBench { kata, solutions, tier: args.tier, folder: &folder }.measure(&args.sizes)?;
    kata_console::print(&match args.format {
        Format::Human => render::bench_class::human(&report),
        Format::Json => kata_console::json(&report)?,
    })?;
    Ok(ExitCode::Passed)
}

/// The accepted solution with the least text.
fn shortest(kata: &Kata, solutions: &Solutions) -> Result<String, Failure> {
    let mut sizes = Vec::new();
    for accepted in &solutions.accepted {
        let size: usize = accepted.files()?.iter().map(|(_, bytes)| bytes.len()).sum();
        sizes.push((size, accepted.name.clone()));
    }
    let least = sizes.into_iter().min();
    least
        .map(|(_, name)| name)
        .ok_or_else(|| Failure::Setup(format!("{} has no accepted solution to measure: write one first", kata.slug())))
}

/// Everyone takes turns; the first round only warms up, and is not counted.
fn measure(contestants: &mut [Contestant], rounds: u32, cancel: &Cancel) -> Result<Vec<Sample>, Failure> {
    let mut samples = vec![Sample::default(); contestants.len()];
    let bar = progress_bar(u64::from(rounds) + 1);
    for round in 0..=rounds {
        for (contestant, sample) in contestants.iter_mut().zip(&mut samples) {
            if cancel.is_cancelled() {
                return Err(Failure::Interrupted);
            }
            let took = contestant.turn()?;
            if round > 0 {
                sample.add(took);
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(samples)
}

fn progress_bar(length: u64) -> ProgressBar {
    let is_seen = std::io::stderr().is_terminal();
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    if let Ok(style) = ProgressStyle::with_template("[{bar:40}] {pos}/{len} rounds, {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn rows(contestants: &[Contestant], samples: &[Sample]) -> Vec<Row> {
    let base = samples.first().map_or(0.0, Sample::median_ms);
    let row = |(contestant, sample): (&Contestant, &Sample)| Row {
        name: contestant.name,
        median_ms: tenths(sample.median_ms()),
        least_ms: tenths(sample.least_ms()),
        most_ms: tenths(sample.most_ms()),
        ratio: (sample.median_ms() / base * 100.0).round() / 100.0,
        budget: contestant.budget,
    };
    contestants.iter().zip(samples).map(row).collect()
}

fn tenths(millis: f64) -> f64 {
    (millis * 10.0).round() / 10.0
}

fn deep(context: &Context, kata: &Kata, source: &Source) -> Result<Deep, Failure> {
    let grader: Grader = grading::open(context, kata.slug(), false)?;
    let request = Request::whole(Tier::Deep, Level::L6);
    let verdict = grading::grade(&grader, source, &request)?;
    let (schedules, millis) = explored(&verdict);
    Ok(Deep {
        total_ms: verdict.timing.total_ms,
        compile_ms: verdict.timing.compile_ms,
        run_ms: verdict.timing.run_ms,
        schedules,
        schedules_per_second: (schedules * 1000).checked_div(millis),
    })
}

/// Few schedules measure how a process starts, not how fast it explores.
fn explored(verdict: &Verdict) -> (u64, u64) {
    let many = verdict.checks.iter().filter_map(|check| Some((check.explored?.schedules, check.millis)));
    many.filter(|(schedules, _)| *schedules >= 1000)
        .fold((0, 0), |sum, (schedules, millis)| (sum.0 + schedules, sum.1 + millis))
}
