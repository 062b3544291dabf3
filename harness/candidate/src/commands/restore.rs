//! `restore`: puts the source back as it was at a snapshot.

use std::path::PathBuf;

use kata_console::text::{columns, count};
use kata_console::{Context, Failure};
use kata_round::{Round, Snapshot};
use kata_verdict::ExitCode;

use crate::live::clock;
use crate::meant;

/// Put the source back as it was at a snapshot of the round
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask restore --list
  cargo xtask restore 12

What is there is kept as a snapshot first, so a restore can be undone by another.")]
pub struct Args {
    /// The number of the snapshot
    #[arg(required_unless_present = "list")]
    snapshot: Option<u32>,
    /// List the snapshots instead
    #[arg(long, conflicts_with = "snapshot")]
    list: bool,
    /// The workspace [default: the one around the current folder, else the one whose round goes on]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Lists or restores.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let (_, _, mut round) = meant::find(context, args.dir.as_deref())?.round()?;
    let text = match args.snapshot {
        Some(snapshot) => restore(&mut round, snapshot)?,
        None => list(&round),
    };
    kata_console::print(&text)?;
    Ok(ExitCode::Passed)
}

fn restore(round: &mut Round, snapshot: u32) -> Result<String, Failure> {
    let restored = round.restore(snapshot).map_err(Failure::setup)?;
    if restored.written.is_empty() && restored.removed.is_empty() {
        return Ok(format!("The source is as it was at snapshot {snapshot} already: nothing was changed.\n"));
    }
    let mut text = format!(
        "The source is as it was at snapshot {snapshot}. What was there is snapshot {}: `cargo xtask restore {}` brings it back.\n",
        restored.kept, restored.kept
    );
    restored.written.iter().for_each(|path| text += &format!("  written  {}\n", path.display()));
    restored.removed.iter().for_each(|path| text += &format!("  removed  {}\n", path.display()));
    Ok(text)
}

fn list(round: &Round) -> String {
    let rows: Vec<[String; 5]> = round.view().snapshots.iter().map(row).collect();
    columns(&rows).into_iter().map(|line| format!("{line}\n")).collect()
}

/// Number, time, files, whether it compiles, whether it is late.
fn row(snapshot: &Snapshot) -> [String; 5] {
    let compiles = match snapshot.compiles {
        Some(true) => "compiles",
        Some(false) => "does not compile",
        None => "not tried",
    };
    // The manifest is in each of them.
    let sources = snapshot.files.keys().filter(|path| path.ends_with(".rs"));
    let late = if snapshot.is_late { "late" } else { "" };
    let files = count(sources.count(), "file");
    [format!("{:>3}", snapshot.number), clock(snapshot.at.elapsed_ms), files, compiles.to_owned(), late.to_owned()]
}
