//! `assign`: a kata is given to a class.

mod new;
mod pack;

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

/// Give a kata to a class
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

/// What is done with an assignment.
#[derive(Debug, clap::Subcommand)]
enum Action {
    New(new::Args),
    Pack(pack::Args),
}

/// Does it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    match &args.action {
        Action::New(args) => new::run(args, context),
        Action::Pack(args) => pack::run(args, context),
    }
}
