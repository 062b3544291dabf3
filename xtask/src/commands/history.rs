//! `history`: every round and practice of this machine, and what to practise next.

use std::path::PathBuf;

use kata_console::{Context, Failure, json};
use kata_history::{Entry, History, Next, Record, Standing, Unreadable, advise, import, is_missing, summary};
use kata_verdict::{ExitCode, Level};
use kata_workspace::known;
use serde::Serialize;

use crate::cli::{self, Format};
use crate::render::history::View;
use crate::{recording, render};

/// Show every round and practice of this machine, and what to practise next
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask history
  cargo xtask history --kata parking-lot --level l4
  cargo xtask history --format json

It is kept in $KATA_HOME, else in your folder for data; docs/HISTORY.md says what is in the file.")]
pub(crate) struct Args {
    /// Only this kata
    #[arg(long, value_name = "KATA")]
    kata: Option<String>,
    /// Only this level
    #[arg(long, value_parser = cli::level())]
    level: Option<Level>,
    /// Also list the sittings that are long ago
    #[arg(long)]
    all: bool,
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    fn asks_for(&self, entry: &Entry) -> bool {
        self.kata.as_ref().is_none_or(|kata| *kata == entry.kata) && self.level.is_none_or(|level| level == entry.level)
    }
}

/// The version of the JSON form.
const FORMAT: u32 = 1;
/// The level at which `start` begins.
const DEFAULT_LEVEL: Level = Level::L4;

/// The history, as it is shown.
#[derive(Debug, Serialize)]
pub(crate) struct Listing {
    pub(crate) format: u32,
    /// The file.
    pub(crate) path: PathBuf,
    pub(crate) standings: Vec<Standing>,
    pub(crate) next: Next,
    /// How many entries of a newer version there are besides.
    pub(crate) newer: usize,
    /// Lines that are no entry.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Where such lines were put.
    pub(crate) aside: Option<PathBuf>,
    /// In the order in which they ended.
    pub(crate) entries: Vec<Entry>,
}

/// Shows the history.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let history = recording::history()?;
    let mut record = history.read().map_err(Failure::setup)?;
    take_in_older(context, &history, &mut record.entries);
    let katas = katas(args, context, &record.entries)?;
    record.entries.retain(|entry| args.asks_for(entry));
    let now = recording::now();
    let listing = Listing::of(record, history.path(), &katas, args.level, now);
    kata_console::print(&match args.format {
        Format::Human => {
            let view = View { width: kata_console::width(), lists_all: args.all, now };
            render::history::human(&listing, &view, |path| context.shown(path))
        }
        Format::Json => json(&listing)?,
    })?;
    Ok(ExitCode::Passed)
}

/// Records the practices that the history does not know of: from before there was one, or from when it could not be written.
fn take_in_older(context: &Context, history: &History, entries: &mut Vec<Entry>) {
    let known_as = |entry: Entry| Entry { id: history.known_as(&entry.id, entry.dir.as_deref()), ..entry };
    let imported = known(&context.root).iter().filter_map(import).map(known_as).collect::<Vec<_>>();
    for entry in imported.into_iter().filter(|entry| is_missing(entry, entries)).collect::<Vec<_>>() {
        if let Err(error) = history.record(&entry) {
            eprintln!("note: a practice of {} is shown and not recorded: {error}", entry.kata);
        }
        entries.retain(|known| known.id != entry.id);
        entries.push(entry);
    }
    entries.sort_by_key(|entry| entry.ended);
}

/// The katas that are asked for. One that this clone does not have may be in the history all the same.
fn katas(args: &Args, context: &Context, entries: &[Entry]) -> Result<Vec<String>, Failure> {
    match &args.kata {
        None => Ok(context.root.slugs()?),
        Some(named) if entries.iter().any(|entry| entry.kata == *named) => Ok(vec![named.clone()]),
        // It says which one was probably meant.
        Some(named) => Ok(vec![context.root.kata(named)?.slug().to_owned()]),
    }
}

impl Listing {
    fn of(record: Record, path: PathBuf, katas: &[String], level: Option<Level>, now: u64) -> Listing {
        let Record { entries, newer, unreadable, aside } = record;
        let level = level.or_else(|| entries.last().map(|entry| entry.level)).unwrap_or(DEFAULT_LEVEL);
        let next = advise(&entries, katas, level, now);
        Listing { format: FORMAT, path, standings: summary(&entries), next, newer, unreadable, aside, entries }
    }
}
