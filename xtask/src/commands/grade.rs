//! `grade`: one verdict.

use std::path::PathBuf;

use kata_console::{Context, Failure};
use kata_grade::Request;
use kata_verdict::{ExitCode, Group, Level, Tier};

use crate::cli::{self, Format};
use crate::grading::{self, Keep};
use crate::render::verdict::View;
use crate::submission::{Which, remember, withhold_twists};
use crate::{recording, render, rounds, sources};

/// Judge a submission once
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask grade
  cargo xtask grade --group concurrency --tier quick
  cargo xtask grade --since ../before-the-twist
  cargo xtask grade --solution parking-lot/one-lock --format json
  cargo xtask grade --runner ./runner && ./runner --list")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// Only this check, by its id or by its title in a verdict
    #[arg(long, value_name = "ID", conflicts_with = "group")]
    check: Option<String>,
    /// Only the checks of this group
    #[arg(long, value_parser = cli::group())]
    group: Option<Group>,
    /// How many schedules are explored
    #[arg(long, value_parser = cli::tier(), default_value = "deep")]
    tier: Tier,
    /// The level to judge at [default: that of the workspace's round]
    #[arg(long, value_parser = cli::level())]
    level: Option<Level>,
    /// Also say what the change since an earlier state cost: a folder with that state's src/
    #[arg(long, value_name = "DIR")]
    since: Option<PathBuf>,
    /// Also leave the program that judges at this path, to drive it by hand: it takes libtest's flags (`--list`, `--exact`)
    #[arg(long, value_name = "FILE")]
    runner: Option<PathBuf>,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Judges once, and remembers a whole verdict in the workspace.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let submission = args.which.find(context)?;
    if let Some(workspace) = &submission.workspace {
        rounds::refuse_verdict_while_running(context, workspace)?;
    }
    let before = args.since.as_deref().map(sources::in_folder).transpose()?;
    let grader = grading::open(context, submission.kata.slug(), false)?;
    let whole = Request::whole(args.tier, args.level.unwrap_or(submission.level));
    let request = Request { check: args.check.clone(), group: args.group, ..whole };
    let keep = args.runner.as_deref().map(Keep::at);
    let mut verdict = grading::grade_and_keep(&grader, &submission.source, &request, keep)?;
    if let Some(workspace) = &submission.workspace {
        withhold_twists(&mut verdict, workspace);
    }
    let is_whole = args.check.is_none() && args.group.is_none();
    let practised = submission.workspace.as_ref().filter(|_| is_whole);
    if let Some(Err(failure)) = practised.map(|workspace| remember(workspace, &verdict)) {
        // The verdict is what was asked for.
        eprintln!("note: the result is not remembered: {failure}");
    }
    if let Some(before) = before {
        verdict.change = Some(kata_review::change(&before, &sources::of(&submission.source)?));
    }
    kata_console::print(&match args.format {
        Format::Human => render::verdict::human(&verdict, &View::whole(kata_console::width(), &submission.flags)),
        Format::Json => kata_console::json(&verdict)?,
    })?;
    let entry = practised.and_then(|workspace| recording::practice(&submission.kata, workspace, &verdict));
    if let Some(Err(failure)) = entry.map(|entry| recording::record(&entry)) {
        eprintln!("note: this practice is not in your history: {failure}");
    }
    Ok(ExitCode::of(&verdict))
}
