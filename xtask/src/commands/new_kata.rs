//! `new-kata`: a kata to begin with, and the proof that goes with it.

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::render;

/// Scaffold a kata that works: brief, API, starters, two checks, one accepted and one flawed solution
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask new-kata rate-limiter
  cargo xtask new-kata elevator && cargo xtask verify elevator

The kata is a draft (`draft = true` in its kata.toml): until that line goes, verify does not count checks and solutions.
What is there already is never overwritten. docs/AUTHORING.md says how to go on.")]
pub(crate) struct Args {
    /// What the kata is called, in kebab-case; its crates will be <KATA>-api and <KATA>-suite
    kata: String,
}

/// Makes the kata, and says what comes next.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let [kata, solutions] = kata_catalog::new_kata(&context.root, &args.kata)?;
    let (kata, solutions) = (context.shown(&kata), context.shown(&solutions));
    kata_console::print(&render::new_kata::made(&args.kata, &kata, &solutions))?;
    Ok(ExitCode::Passed)
}
