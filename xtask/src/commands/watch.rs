//! `watch`: judges a workspace again on each save.

use std::path::PathBuf;

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::{rounds, watch};

/// Judge a workspace again on each save
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask watch
  cargo xtask watch --dir ~/katas/lot
  KATA_WATCH=poll cargo xtask watch     where the file system tells nothing, as on some network drives

Keys: h the next hint, a all checks or misses only, r judge again, q quit")]
pub(crate) struct Args {
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Watches until it is told to stop.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspace = context.workspace(args.dir.as_deref())?;
    rounds::refuse_verdict_while_running(context, &workspace)?;
    watch::run(context, &workspace)
}
