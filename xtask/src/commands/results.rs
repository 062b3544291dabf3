//! `results`: the results of a class, merged and handed on.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use kata_assignment::formats::{Format, render};
use kata_assignment::{Table, read_roster};
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;

/// Show the results of a class, or hand them on
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask results results
  cargo xtask results shard-1 shard-2 shard-3 shard-4 --roster class.txt
  cargo xtask results results --format csv > week-3.csv")]
pub(crate) struct Args {
    /// The folders that were given to `grade-all --out`: one, or the shards of one class
    #[arg(required = true, value_name = "RESULTS")]
    folders: Vec<PathBuf>,
    /// For people, for a spreadsheet, or one JSON object
    #[arg(long, value_parser = format(), default_value = "table")]
    format: Format,
    /// Who is in the class, a student a line: those without a submission are shown as missing
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Leave out how long things took: what is left is the same for each run over the same submissions
    #[arg(long)]
    without_timings: bool,
}

/// Reads what each format is called.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::word)).try_map(|word| {
        let found = Format::ALL.into_iter().find(|format| format.word() == word);
        found.ok_or("no such format")
    })
}

/// Merges and prints.
pub(crate) fn run(args: &Args, _: &Context) -> Result<ExitCode, Failure> {
    let roster = args.roster.as_deref().map(read_roster).transpose()?;
    let folders: Vec<&Path> = args.folders.iter().map(PathBuf::as_path).collect();
    let mut table = Table::read(&folders, roster.as_ref())?;
    if args.without_timings {
        table = table.without_timings();
    }
    if args.format != Format::Table {
        // The table says them itself.
        table.notes.iter().for_each(|note| eprintln!("note: {note}"));
    }
    kata_console::print(&render(&table, args.format).map_err(Failure::Fault)?)?;
    Ok(ExitCode::Passed)
}
