//! What can be said on the command line, apart from the arguments that are one command's own.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use kata_verdict::{Group, Level, Tier};

use crate::commands;

/// Low-level design katas: build one, and see true verdicts within a second of each save.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Begin with:
  cargo xtask list
  cargo xtask start parking-lot

Exit codes:
  0    every check that ran passed
  1    graded, and at least one check at or below the round's level did not pass
  2    usage or setup: a bad flag, an unknown kata, a broken workspace
  3    the submission does not compile
  4    the submission was refused
  70   a fault of ours
  130  interrupted, with Ctrl-C for instance";

/// One command, each in a file of its own.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    List(commands::list::Args),
    Start(commands::start::Args),
    Watch(commands::watch::Args),
    Grade(commands::grade::Args),
    Replay(commands::replay::Args),
    Hint(commands::hint::Args),
    Design(commands::design::Args),
    Explore(commands::explore::Args),
    #[command(flatten)]
    Candidate(kata_candidate::Command),
    Debrief(commands::debrief::Args),
    Reveal(commands::reveal::Args),
    History(commands::history::Args),
    NewKata(commands::new_kata::Args),
    Verify(commands::verify::Args),
    Assign(commands::assign::Args),
    GradeAll(commands::grade_all::Args),
    Results(commands::results::Args),
    Bench(commands::bench::Args),
    GradeWorker(commands::grade_worker::Args),
    Uploader(commands::uploader::Args),
}

/// For whom a command prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
    Json,
}

/// Reads `l3` to `l6`, in either case.
pub(crate) fn level() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["l3", "l4", "l5", "l6"]).try_map(|word| word.parse::<Level>())
}

/// Reads `quick` or `deep`.
pub(crate) fn tier() -> impl TypedValueParser<Value = Tier> {
    PossibleValuesParser::new([Tier::Quick.word(), Tier::Deep.word()])
        .map(|word| if word == Tier::Deep.word() { Tier::Deep } else { Tier::Quick })
}

/// Reads the name of a group.
pub(crate) fn group() -> impl TypedValueParser<Value = Group> {
    PossibleValuesParser::new(Group::ALL.map(Group::word)).try_map(|word| {
        let found = Group::ALL.into_iter().find(|group| group.word() == word);
        found.ok_or("no such group")
    })
}
