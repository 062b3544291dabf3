//! `ask`: puts a clarifying question to the interviewer.

use std::path::PathBuf;

use kata_console::text::wrapped;
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::knowledge::Knowledge;
use crate::meant;

/// Put a clarifying question to the interviewer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask ask \"can a motorcycle use a car spot?\"

In a round each question is noted: the scorecard shows what you asked, and what you never did. In practice you may ask as well.")]
pub struct Args {
    /// The question; quote it, so that the shell leaves its ? alone
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// The workspace [default: the one around the current folder, else the one whose round goes on]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Asks, notes it in a round, and prints what the interviewer says.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let meant = meant::find(context, args.dir.as_deref())?;
    let asked = Knowledge::of(&meant.kata).answer(&args.question.join(" "));
    let answer = asked.answer.clone();
    if let Some(mut round) = meant.round {
        if round.view().frozen.is_some() {
            return Err(meant::over(context, &meant.workspace));
        }
        round.asked(asked).map_err(Failure::setup)?;
    }
    let lines = answer.lines().map(|line| format!("{}\n", wrapped(line, kata_console::width())));
    kata_console::print(&lines.collect::<String>())?;
    Ok(ExitCode::Passed)
}
