//! Handing in: the archive of a workspace, and what its student should know of it.

use std::path::{Path, PathBuf};

use colored::Colorize;
use kata_archive::{Archive, ChainState, HandIn, Saved, Submitted, check_student, pack, save};
use kata_console::text::{count, thousands};
use kata_console::{Context, Failure};
use kata_round::{Given, RoundView, blob_name, utc};
use kata_workspace::Workspace;

use crate::{begin, meant};

/// What was asked for on the command line.
pub(crate) struct Wishes<'a> {
    /// Where to; None: beside where the command runs.
    pub(crate) out: Option<&'a Path>,
    /// Who; None: whoever the round was begun by.
    pub(crate) student: Option<&'a str>,
    /// Whether any file may be replaced.
    pub(crate) force: bool,
}

/// Sees that somebody is named, while a round can still go on.
pub(crate) fn check(workspace: &Workspace, wishes: &Wishes<'_>) -> Result<(), Failure> {
    let begun_by = RoundView::read(workspace.dir()).ok().and_then(|view| view.plan.student);
    let name = wishes.student.or(begun_by.as_deref()).unwrap_or_default();
    check_student(name).map(drop).map_err(Failure::Setup)
}

/// Writes the archive, and tells what is in it.
pub(crate) fn write(context: &Context, workspace: &Workspace, wishes: &Wishes<'_>) -> Result<String, Failure> {
    let who = HandIn {
        student: wishes.student.map(str::to_owned),
        assignment: Given::at(&context.root)?.map(|given| given.reference()),
        packed_ms: meant::clock()?.read().wall_ms,
        versions: begin::versions(),
    };
    let archive = pack(workspace, &who).map_err(Failure::setup)?;
    let path = wishes.out.map_or_else(|| usual(context, &archive.submitted), |out| context.cwd.join(out));
    let saved = save(&archive, &path, wishes.force).map_err(Failure::setup)?;
    Ok(written(&archive, saved, &context.shown(&path)))
}

/// Where an archive goes that nobody named a file for.
fn usual(context: &Context, submitted: &Submitted) -> PathBuf {
    let what = submitted.assignment.as_ref().map_or(&submitted.kata, |assignment| &assignment.name);
    context.cwd.join(format!("{what}-submission.zip"))
}

fn written(archive: &Archive, saved: Saved, shown: &str) -> String {
    let submitted = &archive.submitted;
    let how = match saved {
        Saved::New => "Wrote",
        Saved::Replaced => "Wrote anew",
        Saved::Forced => "Wrote over",
    };
    let assignment = submitted.assignment.as_ref().map(|assignment| format!(" for {}", assignment.name));
    let mut text = format!(
        "{how} {}: {} at {} by {}{}.\n\n",
        shown.bold(),
        submitted.kata,
        submitted.level,
        submitted.student,
        assignment.unwrap_or_default()
    );
    for (name, what) in contents(archive) {
        text += &format!("  {name:<10}{what}\n");
    }
    if !submitted.notes.is_empty() {
        text += &format!("\n{}\n", "Whoever gets it will also read".bold());
        text.extend(submitted.notes.iter().map(|note| format!("  {note}\n")));
    }
    text + &format!(
        "\n{}\n  hand in {shown} as it is\n  keep the receipt: whoever has this very archive sees the same code\n",
        "Next:".bold()
    )
}

fn contents(archive: &Archive) -> Vec<(&'static str, String)> {
    let Archive { bytes, submitted } = archive;
    let when = utc(submitted.submitted_ms);
    let is_frozen = submitted.round.as_ref().is_some_and(|round| round.frozen.is_some());
    let source = if is_frozen { format!("as it was frozen at {when}") } else { format!("as it is now, at {when}") };
    let log = match &submitted.chain {
        ChainState::Intact { entries: 1, .. } => "1 entry".to_owned(),
        ChainState::Intact { entries, .. } => format!("{} entries", thousands(*entries as u64)),
        ChainState::Broken { .. } => "damaged; handed in as it is".to_owned(),
        ChainState::Absent => "none: this was no round".to_owned(),
    };
    vec![
        ("source", format!("{}, {source}", count(submitted.files.len(), "file"))),
        ("log", log),
        ("snapshots", submitted.snapshots.len().to_string()),
        ("size", format!("{} bytes", thousands(bytes.len() as u64))),
        ("SHA-256", blob_name(bytes)),
        ("receipt", submitted.receipt.clone()),
    ]
}
