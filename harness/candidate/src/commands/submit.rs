//! `submit`: ends a round, and has it judged, or writes the archive that is handed in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kata_console::{Context, Failure};
use kata_round::Reason;
use kata_verdict::ExitCode;

use super::end;
use crate::examiner::Examiner;
use crate::hand_in::{self, Wishes};
use crate::meant;

/// End the round: freeze the source as it is, and have it judged; or write what is handed in
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask submit
  cargo xtask submit --dir ~/katas/lot
  cargo xtask submit --out mine.zip --student \"Zoë Müller\"

A round that is over already is judged again; what counts is what was frozen then.

With --out, one archive is written: the frozen source, the log of the round, its snapshots, the versions, who and when. It is judged by
whoever gets it. A workspace without a round can be handed in too, and says so. What a students' pack cannot judge itself it always writes.
An earlier archive of yours for the same kata is replaced; any other file only with --force.")]
pub struct Args {
    /// The workspace [default: the one around the current folder, else the one whose round goes on]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Write an archive to this file, and judge nothing
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Who hands it in [default: whoever the round was begun by]
    #[arg(long, value_name = "NAME")]
    student: Option<String>,
    /// Replace a file that is no earlier archive of yours
    #[arg(long)]
    force: bool,
}

/// Freezes, then judges or writes the archive.
pub(crate) fn run(args: &Args, context: &Context, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    let is_for_others = args.out.is_some() || args.student.is_some() || args.force;
    match examiner.filter(|_| !is_for_others) {
        Some(_) => judge(args.dir.as_deref(), context, examiner),
        None => hand_in(args, context),
    }
}

fn judge(dir: Option<&Path>, context: &Context, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    let (workspace, _, mut round) = meant::find(context, dir)?.round()?;
    round.freeze(Reason::Submitted).map_err(Failure::setup)?;
    end::judge(context, &workspace, &mut round, examiner)
}

fn hand_in(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let wishes = Wishes { out: args.out.as_deref(), student: args.student.as_deref(), force: args.force };
    // Who hands it in is known before the round ends for good.
    let workspace = meant::place(context, args.dir.as_deref())?;
    hand_in::check(&workspace, &wishes)?;
    // A round that cannot be read is handed in as it lies there: whoever gets it decides.
    if let Ok(Some(mut round)) = meant::find(context, Some(workspace.dir())).map(|meant| meant.round) {
        round.freeze(Reason::Submitted).map_err(Failure::setup)?;
    }
    kata_console::print(&hand_in::write(context, &workspace, &wishes)?)?;
    Ok(ExitCode::Passed)
}
