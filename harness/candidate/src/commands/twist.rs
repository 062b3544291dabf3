//! `twist`: reveals a late requirement: in a round the one that was drawn, once it is due; in practice any.

use std::path::PathBuf;

use colored::Colorize;
use kata_catalog::{Kata, Reveal};
use kata_console::{Context, Failure};
use kata_round::Round;
use kata_verdict::ExitCode;
use kata_workspace::{Revealed, Workspace, argument, reveal};

use crate::knowledge::Knowledge;
use crate::live::clock;
use crate::{meant, twisting};

/// Have the interviewer add a requirement, late in the round
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask twist
  cargo xtask twist --now                          in a round: before its time
  cargo xtask twist valet --dir ~/katas/lot        in practice: this one

It writes TWIST.md and adds a module to the workspace's api/; what you wrote is left alone, and kept as it is now, so that
`grade --since` can say what the change cost. Until you write the twist's build function, its checks are not attempted.")]
pub struct Args {
    /// The twist [default: in a round the one that was drawn; in practice one that the workspace has not seen, the same one each time until
    /// it is revealed]
    id: Option<String>,
    /// In a round: do not wait until it is due
    #[arg(long, conflicts_with = "id")]
    now: bool,
    /// The workspace [default: the one around the current folder, else the one whose round goes on, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Reveals the twist, and says what to do with it; that includes having it judged only where somebody can.
pub(crate) fn run(args: &Args, context: &Context, is_judged: bool) -> Result<ExitCode, Failure> {
    let meant = meant::find(context, args.dir.as_deref())?;
    let knowledge = Knowledge::of(&meant.kata);
    let is_silent = meant.round.as_ref().is_some_and(|round| round.view().is_silent());
    let (twist, revealed) = match meant.round {
        Some(mut round) if round.view().frozen.is_none() => in_round(args, &mut round, &meant.workspace, &knowledge)?,
        _ => in_practice(args, &meant.kata, &meant.workspace, &knowledge)?,
    };
    kata_console::print(&told(&twist, &revealed, &context.shown(meant.workspace.dir()), is_judged && !is_silent))?;
    Ok(ExitCode::Passed)
}

fn in_round(
    args: &Args,
    round: &mut Round,
    workspace: &Workspace,
    knowledge: &Knowledge,
) -> Result<(Reveal, Revealed), Failure> {
    if args.id.is_some() {
        return Err(Failure::setup("in a round the twist is drawn: leave its name out"));
    }
    let Some(twist) = round.view().plan.twist.clone() else {
        return Err(Failure::setup("there is no twist in this round"));
    };
    let now = round.now();
    let is_due = now.is_twist_due || round.view().twist.is_some();
    if now.is_paused && !is_due {
        return Err(Failure::setup("the clock stands still: go on with `cargo xtask pause --end` first"));
    }
    if !is_due && !args.now {
        let plan = &round.view().plan;
        let wait = plan.begin_ms(plan.twist_phase()).saturating_sub(now.elapsed_ms);
        return Err(Failure::setup(format!(
            "the twist comes in {}: `cargo xtask twist --now` has it come at once",
            clock(wait)
        )));
    }
    twisting::bring(round, workspace, knowledge, &twist)
}

fn in_practice(
    args: &Args,
    kata: &Kata,
    workspace: &Workspace,
    knowledge: &Knowledge,
) -> Result<(Reveal, Revealed), Failure> {
    let id = match &args.id {
        Some(id) => id.clone(),
        None => draw(kata, workspace, knowledge)?,
    };
    let twist = knowledge.reveal(&id)?;
    let revealed = reveal(workspace, &twist)?;
    Ok((twist, revealed))
}

/// One of the twists that are left. It follows from when the workspace was made, so asking again changes nothing.
fn draw(kata: &Kata, workspace: &Workspace, knowledge: &Knowledge) -> Result<String, Failure> {
    let all = knowledge.twists();
    let (seen, left): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|id| workspace.has_seen(id));
    let turn = usize::try_from(workspace.state().created).unwrap_or_default();
    match (left.as_slice(), seen.as_slice()) {
        ([], []) => Err(Failure::Setup(format!("{} has no twist", kata.slug()))),
        ([], seen) => {
            Err(Failure::Setup(format!("every twist of {} is revealed already: {}", kata.slug(), seen.join(", "))))
        }
        (left, _) => Ok(left[turn % left.len()].to_owned()),
    }
}

/// The twist, the files, the next steps.
fn told(twist: &Reveal, revealed: &Revealed, shown: &str, is_judged: bool) -> String {
    let known = if revealed.was_known { " (revealed before: your source as it was then is kept)" } else { "" };
    let mut text = format!("{}{known}\n{}\n\n", twist.twist.title.bold(), twist.twist.summary);
    let files = [
        (&revealed.brief, "what is asked now"),
        (&revealed.api, "what the grader will speak to"),
        (&revealed.snapshot, "your source before the twist"),
    ];
    let paths = files.map(|(path, what)| (path.display().to_string(), what));
    let width = paths.iter().map(|(path, _)| path.len()).max().unwrap_or_default();
    for (path, what) in &paths {
        text += &format!("  {path:<width$}  {what}\n");
    }
    let [(brief, _), _, (snapshot, _)] = &paths;
    text += &format!(
        "\n{}\n  read {shown}/{brief}\n  write `{}` in src/lib.rs; until then its checks are not attempted\n",
        "Next:".bold(),
        twist.build
    );
    if is_judged {
        let (dir, since) = (argument(shown), argument(&format!("{shown}/{snapshot}")));
        text += &format!("  cargo xtask grade --dir {dir} --since {since}    a verdict, and what the change cost\n");
    }
    text
}
