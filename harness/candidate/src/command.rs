//! What a candidate can say in a round.

use std::sync::Arc;

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::commands::{ask, pause, restore, round, submit, twist};
use crate::examiner::Examiner;

/// One command of a candidate, each in a file of its own.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Begin a timed round: a mock interview with a clock, questions, a twist, and a verdict at the end
    Round(round::Args),
    /// Stop the clock of the round; the pause is noted on the scorecard
    Pause(pause::Args),
    /// End the round: freeze the source as it is, and have it judged; or write what is handed in
    Submit(submit::Args),
    /// Put a clarifying question to the interviewer
    Ask(ask::Args),
    /// Have the interviewer add a requirement, late in the round
    Twist(twist::Args),
    /// Put the source back as it was at a snapshot of the round
    Restore(restore::Args),
}

/// Runs one command. Without an examiner a round ends with its freeze.
///
/// # Errors
///
/// What the caller can mend, or what went wrong here.
pub fn run(command: &Command, context: &Context, examiner: Option<Arc<dyn Examiner>>) -> Result<ExitCode, Failure> {
    match command {
        Command::Round(args) => round::run(args, context, examiner.as_ref()),
        Command::Pause(args) => pause::run(args, context),
        Command::Submit(args) => submit::run(args, context, examiner.as_ref()),
        Command::Ask(args) => ask::run(args, context),
        Command::Twist(args) => twist::run(args, context, examiner.is_some()),
        Command::Restore(args) => restore::run(args, context),
    }
}
