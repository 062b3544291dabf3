//! `bench`: the budgets, as ratios that are measured side by side.

use kata_verdict::ExitCode;

use crate::cli::Format;
use crate::context::Context;
use crate::failure::Failure;

/// Measure the budgets, as ratios of runs side by side
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask bench\n  cargo xtask bench --format json")]
pub(crate) struct Args {
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Measures.
pub(crate) fn run(args: &Args, _context: &Context) -> Result<ExitCode, Failure> {
    Err(Failure::Fault(format!("no bench yet in {:?}", args.format)))
}
