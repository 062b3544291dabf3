//! The command line: parse, dispatch, render.

mod bench;
mod class;
mod cli;
mod commands;
mod grading;
mod recording;
mod render;
mod rounds;
mod sources;
mod submission;
mod watch;

use clap::Parser;
use kata_verdict::ExitCode;

fn main() -> ExitCode {
    kata_console::settle_colours();
    match cli::Cli::try_parse() {
        Ok(cli) => commands::run(cli.command).unwrap_or_else(kata_console::report),
        Err(error) => kata_console::usage(&error),
    }
}
