//! `pause`: stops the clock of a round.

use std::path::PathBuf;

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::live::clock;
use crate::meant;

/// Stop the clock of the round; the pause is noted on the scorecard
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask pause
  cargo xtask pause --end

`cargo xtask round --resume` ends a pause too, and shows the round.")]
pub struct Args {
    /// Let the clock go on
    #[arg(long)]
    end: bool,
    /// The workspace [default: the one around the current folder, else the one whose round goes on]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Stops the clock, or lets it go on.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (workspace, _, mut round) = meant::find(context, args.dir.as_deref())?.round()?;
    if round.view().frozen.is_some() {
        return Err(meant::over(context, &workspace));
    }
    let done = if args.end { round.resume() } else { round.pause() };
    done.map_err(Failure::setup)?;
    let left = clock(round.now().left_ms);
    let flags = context.flags(&workspace);
    kata_console::print(&match args.end {
        true => format!("The clock runs: {left} left.\n"),
        false => format!(
            "The clock stands still with {left} left: `cargo xtask round --resume{flags}` goes on, or `cargo xtask pause --end{flags}`.\n"
        ),
    })?;
    Ok(ExitCode::Passed)
}
