//! The command line of a students' pack: a timed round, and handing it in. There is no suite here, so nothing is judged here.

use clap::Parser;
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

/// A timed round of low-level design, and handing it in.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version, arg_required_else_help = true, after_help = BEGIN)]
struct Cli {
    #[command(subcommand)]
    command: kata_candidate::Command,
}

const BEGIN: &str = "\
Begin with:
  cargo xtask round --student \"Your Name\"
and hand in with:
  cargo xtask submit

README.md tells the rest. The hidden suite is not in this pack: whoever gave it to you judges what you hand in.";

fn main() -> ExitCode {
    kata_console::settle_colours();
    match Cli::try_parse() {
        Ok(cli) => run(&cli.command).unwrap_or_else(kata_console::report),
        Err(error) => kata_console::usage(&error),
    }
}

fn run(command: &kata_candidate::Command) -> Result<ExitCode, Failure> {
    let context = Context::find(env!("CARGO_MANIFEST_DIR"))?;
    kata_candidate::run(command, &context, None)
}
