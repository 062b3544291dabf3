//! `replay`: runs the failing schedule of a check again.

use kata_console::{Context, Failure};
use kata_grade::Request;
use kata_verdict::{CheckVerdict, ExitCode, Tier, Verdict};

use crate::cli;
use crate::render::verdict::View;
use crate::submission::{Submission, Which};
use crate::{grading, render, rounds};

/// Run the failing schedule of a check again, and print its timeline
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask replay last-spot-has-one-winner
  cargo xtask replay last-spot-has-one-winner --solution parking-lot/flawed/find-then-lock")]
pub(crate) struct Args {
    /// The check, by its id or by its title in a verdict
    check: String,
    #[command(flatten)]
    which: Which,
    /// How many schedules are searched for one that fails
    #[arg(long, value_parser = cli::tier(), default_value = "deep")]
    tier: Tier,
}

/// Judges the one check; where it fails under some schedule, runs that schedule once more.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let submission = args.which.find(context)?;
    if let Some(workspace) = &submission.workspace {
        rounds::refuse_verdict_while_running(context, workspace)?;
    }
    let grader = grading::open(context, submission.kata.slug(), false)?;
    let mut request = Request { check: Some(args.check.clone()), ..Request::whole(args.tier, submission.level) };
    let verdict = grading::grade(&grader, &submission.source, &request)?;
    let Some(schedule) = failing_schedule(&verdict) else {
        return tell(&verdict, &submission);
    };
    request.schedule = Some(schedule);
    let again = grading::grade(&grader, &submission.source, &request)?;
    match (verdict.checks.first(), again.checks.first()) {
        (Some(found), Some(replayed)) => {
            kata_console::print(&render::replay::human(found, replayed, kata_console::width()))?;
            Ok(exit_code(found, replayed, &verdict))
        }
        _ => tell(&again, &submission),
    }
}

/// A failure that its own schedule does not show again is ours: every schedule is meant to be one outcome.
fn exit_code(found: &CheckVerdict, replayed: &CheckVerdict, verdict: &Verdict) -> ExitCode {
    if found.outcome == replayed.outcome { ExitCode::of(verdict) } else { ExitCode::Fault }
}

fn failing_schedule(verdict: &Verdict) -> Option<String> {
    let check = verdict.checks.first().filter(|check| check.outcome.is_miss())?;
    check.evidence.schedule.clone()
}

/// There is nothing to replay: the check passed, or failed without a schedule, or there was no check to run.
fn tell(verdict: &Verdict, submission: &Submission) -> Result<ExitCode, Failure> {
    let view = View::whole(kata_console::width(), &submission.flags);
    let mut text = render::verdict::human(verdict, &view);
    if let Some(check) = verdict.checks.first() {
        text += &render::replay::nothing(check);
    }
    kata_console::print(&text)?;
    Ok(ExitCode::of(verdict))
}
