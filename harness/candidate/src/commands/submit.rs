//! `submit`: ends a round, and has it judged.

use std::path::PathBuf;
use std::sync::Arc;

use kata_console::{Context, Failure};
use kata_round::Reason;
use kata_verdict::ExitCode;

use super::end;
use crate::examiner::Examiner;
use crate::meant;

/// End the round: freeze the source as it is, and have it judged
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask submit
  cargo xtask submit --dir ~/katas/lot

A round that is over already is judged again; what counts is what was frozen then.")]
pub struct Args {
    /// The workspace [default: the one around the current folder, else the one whose round goes on]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Freezes and judges.
pub(crate) fn run(args: &Args, context: &Context, examiner: Option<&Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    let (workspace, _, mut round) = meant::find(context, args.dir.as_deref())?.round()?;
    round.freeze(Reason::Submitted).map_err(Failure::setup)?;
    end::judge(context, &workspace, &mut round, examiner)
}
