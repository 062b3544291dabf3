//! `explore`: one file of one's own under every schedule.

use std::path::{Path, PathBuf};

use kata_console::{Context, Failure};
use kata_verdict::{CheckVerdict, ExitCode, FORMAT, Outcome, Refusal, Step, Submission, Tier, Verdict};
use serde::Serialize;

use crate::cli::{self, Format};
use crate::{grading, render};

/// The name under which a file is staged, and which evidence therefore shows.
const STAGED: &str = "src/lib.rs";

/// Explore the `pub fn scenario()` of any file written against plain `std`
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask explore race.rs
  cargo xtask explore harness/std/corpus/abba/bug.rs --format json")]
pub(crate) struct Args {
    /// A Rust file with a `pub fn scenario()`: it is run once for each schedule, and fails where it panics or hangs
    file: PathBuf,
    /// How many schedules are explored
    #[arg(long, value_parser = cli::tier(), default_value = "deep")]
    tier: Tier,
    /// Run just this schedule again, as an earlier run showed it
    #[arg(long)]
    schedule: Option<String>,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What was found, as `--format json` prints it.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// The version of this form, which is that of a verdict.
    pub(crate) format: u32,
    /// The file, as it was named.
    pub(crate) file: String,
    /// How much was explored.
    pub(crate) tier: Tier,
    /// How far judging came.
    pub(crate) submission: Submission,
    /// What became of the scenario; None unless it was run.
    pub(crate) outcome: Option<Outcome>,
    /// What went wrong; empty when it passed.
    pub(crate) message: String,
    /// How much was tried.
    pub(crate) explored: Option<Explored>,
    /// How many preemptions the failing schedule needs.
    pub(crate) preemptions: Option<u32>,
    /// The failing schedule.
    pub(crate) timeline: Vec<Step>,
    /// Sentences beside it.
    pub(crate) notes: Vec<String>,
    /// What `--schedule` takes.
    pub(crate) schedule: Option<String>,
    /// What the scenario printed.
    pub(crate) output: String,
    /// Why the file was refused.
    pub(crate) refusals: Vec<Refusal>,
    /// The compiler's own words.
    pub(crate) diagnostics: String,
    /// What to do next.
    pub(crate) next: Vec<String>,
}

/// How much was tried. Unlike a verdict's, it always has all of its fields.
#[derive(Debug, Serialize)]
pub(crate) struct Explored {
    /// How many schedules were run.
    pub(crate) schedules: u64,
    /// Whether these were all there are.
    pub(crate) exhaustive: bool,
    /// The number of the first one that failed.
    pub(crate) first_failure: Option<u64>,
}

/// Explores one file.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let file = args.file.display().to_string();
    let text = std::fs::read(&args.file).map_err(|error| Failure::Setup(format!("cannot read {file}: {error}")))?;
    let explorer = grading::open_explorer(context)?;
    let cancel = grading::cancel_on_interrupt()?;
    let verdict = explorer.explore(text, args.tier, args.schedule.clone(), &cancel).map_err(grading::failed)?;
    let code = ExitCode::of(&verdict);
    let report = Report::new(file, verdict);
    kata_console::print(&match args.format {
        Format::Human => render::explore::human(&report),
        Format::Json => kata_console::json(&report)?,
    })?;
    Ok(code)
}

impl Report {
    fn new(file: String, verdict: Verdict) -> Report {
        let Verdict { tier, submission, checks, refusals, diagnostics, next, .. } = verdict;
        let mut report = Report {
            format: FORMAT,
            tier,
            submission,
            outcome: None,
            message: String::new(),
            explored: None,
            preemptions: None,
            timeline: Vec::new(),
            notes: Vec::new(),
            schedule: None,
            output: String::new(),
            refusals,
            diagnostics,
            next,
            file,
        };
        if let Some(check) = checks.into_iter().next() {
            // What is left to do in a round says nothing about a file.
            report.next.clear();
            report.take(check);
        }
        report.name_the_file();
        report
    }

    fn take(&mut self, check: CheckVerdict) {
        self.outcome = Some(check.outcome);
        self.message = check.message;
        self.explored = check.explored.map(|explored| Explored {
            schedules: explored.schedules,
            exhaustive: explored.exhaustive,
            first_failure: explored.first_failure,
        });
        self.preemptions = check.evidence.preemptions;
        self.timeline = check.evidence.timeline;
        self.notes = check.evidence.notes;
        self.schedule = check.evidence.schedule;
        self.output = check.output;
    }

    /// Evidence speaks of the staged file; the reader knows it by its own name. Where a compiler would say so, in full.
    fn name_the_file(&mut self) {
        let name = Path::new(&self.file).file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| self.file.clone());
        let places = self.timeline.iter_mut().filter_map(|step| step.at.as_mut());
        for text in places.chain(&mut self.notes).chain([&mut self.message]) {
            *text = text.replace(STAGED, &name);
        }
        let refused = self.refusals.iter_mut().map(|refusal| &mut refusal.file);
        for text in refused.chain(&mut self.next).chain([&mut self.diagnostics]) {
            *text = text.replace(STAGED, &self.file);
        }
    }
}
