//! `results`: the results of a class, merged and handed on.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use kata_assignment::formats::{Classroom, Format, Sheet, render, sheets};
use kata_assignment::{Table, read_roster};
use kata_console::text::count;
use kata_console::{Context, Failure};
use kata_disk::Whole;
use kata_verdict::ExitCode;

use crate::class::compare;
use crate::recording;
use crate::render::similar;

/// Show the results of a class, or hand them on
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask results results
  cargo xtask results shard-1 shard-2 shard-3 shard-4 --roster class.txt
  cargo xtask results results --similar
  cargo xtask results results --format csv > week-3.csv
  cargo xtask results results --format gradescope --out week-3
  cargo xtask results results --format junit > junit.xml

gradescope, classroom50 and check50 are a file for each student, of the submission that counts; the assignment's feedback decides what is in it.
The other formats are for whoever grades, and tell everything.")]
pub(crate) struct Args {
    /// The folders that were given to `grade-all --out`: one, or the shards of one class
    #[arg(required = true, value_name = "RESULTS")]
    folders: Vec<PathBuf>,
    /// For people, for a spreadsheet, one JSON object, or a form that another program reads
    #[arg(long, value_parser = format(), default_value = "table")]
    format: Format,
    /// The folder for the files of a format that is a file for each student; with one student alone, it may be left out
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Who is in the class, a student a line: those without a submission are shown as missing
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Show submissions of different students that are alike, side by side: a share of PERCENT or more of one is in the other
    #[arg(long, value_name = "PERCENT", num_args = 0..=1, require_equals = true, default_missing_value = "60",
        value_parser = clap::value_parser!(u32).range(1..=100))]
    similar: Option<u32>,
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
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    if args.similar.is_some() && args.format != Format::Table {
        return Err(Failure::Setup("what is alike is shown with --format table alone: leave --format away".to_owned()));
    }
    let roster = args.roster.as_deref().map(read_roster).transpose()?;
    let folders: Vec<&Path> = args.folders.iter().map(PathBuf::as_path).collect();
    let mut table = Table::read(&folders, roster.as_ref())?;
    if args.without_timings {
        table = table.without_timings();
    }
    if args.format != Format::Table {
        // The table says them itself.
        note(&table.notes);
    }
    match (args.format.is_per_student(), &args.out) {
        (true, out) => hand_out(args.format, &table, out.as_deref())?,
        (false, None) => kata_console::print(&render(&table, args.format).map_err(Failure::Fault)?)?,
        (false, Some(_)) => {
            let word = args.format.word();
            return Err(Failure::Setup(format!(
                "{word} is one text for all: leave --out away, and write > FILE instead"
            )));
        }
    }
    if let Some(least) = args.similar {
        let alike = compare(&context.root.kata(&table.run.kata)?, &table, &folders, least)?;
        kata_console::print(&similar::text(&alike, least, kata_console::width()))?;
    }
    Ok(ExitCode::Passed)
}

fn note(notes: &[String]) {
    notes.iter().for_each(|note| eprintln!("note: {note}"));
}

/// A file for each student, or the only one on the standard output.
fn hand_out(format: Format, table: &Table, out: Option<&Path>) -> Result<(), Failure> {
    let classroom = Classroom::from_environment(|name| std::env::var(name).ok(), recording::now_ms());
    let made = sheets(table, format, &classroom).map_err(Failure::Fault)?;
    note(&made.notes);
    match (out, made.sheets.as_slice()) {
        (None, [only]) => kata_console::print(&only.text),
        (None, all) => Err(Failure::Setup(format!(
            "{} is a file for each student, and there are {}: name a folder for them with --out",
            format.word(),
            all.len()
        ))),
        (Some(folder), all) => {
            for sheet in all {
                write(folder, sheet)?;
            }
            kata_console::print(&format!("{} in {}\n", count(all.len(), "file"), folder.display()))
        }
    }
}

/// Whole or not at all, in the place of an earlier one.
fn write(folder: &Path, sheet: &Sheet) -> Result<(), Failure> {
    let path = folder.join(&sheet.file);
    let written = std::fs::create_dir_all(folder).and_then(|()| {
        let file = Whole::shared().unsynced();
        file.write(&path, sheet.text.as_bytes()).map_err(|error| error.source)
    });
    written.map_err(|error| Failure::Setup(format!("cannot write {}: {error}", path.display())))
}
