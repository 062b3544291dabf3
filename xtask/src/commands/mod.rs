//! The commands, one a file: each finds what it needs, has it judged, and hands the outcome to the renderer.

pub(crate) mod assign;
pub(crate) mod bench;
pub(crate) mod debrief;
pub(crate) mod design;
pub(crate) mod explore;
pub(crate) mod grade;
pub(crate) mod grade_all;
pub(crate) mod grade_worker;
pub(crate) mod hint;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod new_kata;
pub(crate) mod replay;
pub(crate) mod results;
pub(crate) mod reveal;
pub(crate) mod start;
pub(crate) mod uploader;
pub(crate) mod verify;
pub(crate) mod watch;

use std::sync::Arc;

use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

use crate::cli::Command;
use crate::rounds::InHouse;

/// Runs one command.
pub(crate) fn run(command: Command) -> Result<ExitCode, Failure> {
    let context = Context::find(env!("CARGO_MANIFEST_DIR"))?;
    match command {
        Command::List(args) => list::run(&args, &context),
        Command::Start(args) => start::run(&args, &context),
        Command::Watch(args) => watch::run(&args, &context),
        Command::Candidate(command) => kata_candidate::run(&command, &context, Some(Arc::new(InHouse::default()))),
        Command::Grade(args) => grade::run(&args, &context),
        Command::GradeAll(args) => grade_all::run(&args, &context),
        Command::GradeWorker(args) => grade_worker::run(&args, &context),
        Command::Results(args) => results::run(&args, &context),
        Command::Replay(args) => replay::run(&args, &context),
        Command::Debrief(args) => debrief::run(&args, &context),
        Command::Design(args) => design::run(&args, &context),
        Command::Explore(args) => explore::run(&args, &context),
        Command::Hint(args) => hint::run(&args, &context),
        Command::History(args) => history::run(&args, &context),
        Command::Reveal(args) => reveal::run(&args, &context),
        Command::NewKata(args) => new_kata::run(&args, &context),
        Command::Uploader(args) => uploader::run(&args),
        Command::Verify(args) => verify::run(&args, &context),
        Command::Assign(args) => assign::run(&args, &context),
        Command::Bench(args) => bench::run(&args, &context),
    }
}
