//! Judging a round that is over: the frozen source, and the last one that compiles beside it.

use std::path::PathBuf;

use kata_console::{Context, Failure};
use kata_grade::{Grader, Request, Source};
use kata_history::Entry;
use kata_round::{Round, Snapshot, decode_path};
use kata_scorecard::Scorecard;
use kata_verdict::{ExitCode, Submission, Tier, Verdict};
use kata_workspace::Workspace;

use super::sitting::{late, sitting};
use crate::submission::{remember, withhold_twists};
use crate::{grading, recording, render};

/// Judges a round that is over, with every group, and prints and stores its scorecard. Done again, it judges the same source again.
///
/// # Errors
///
/// Where the source could not be judged, or the scorecard not be stored. The round stays as it is.
pub(crate) fn examine(context: &Context, workspace: &Workspace, round: &mut Round) -> Result<ExitCode, Failure> {
    let kata = context.root.kata(&round.view().plan.kata)?;
    let grader = grading::open(context, kata.slug(), false)?;
    let Some(frozen) = round.view().frozen.clone() else {
        return Err(Failure::Setup("the round goes on: `cargo xtask submit` ends it".to_owned()));
    };
    let verdict = judge(&grader, workspace, round, frozen.what.snapshot)?;
    let beside = beside(&grader, workspace, round, &verdict)?;
    let also = beside.as_ref().map(|(snapshot, _)| snapshot.number);
    let mut card = Scorecard::new(sitting(round, &kata, also), &verdict);
    if let Some((snapshot, judged)) = &beside {
        card = card.with_beside(snapshot.number, snapshot.at.real_ms_until(&frozen.at), judged);
    }
    card.late = late(round.view());
    if verdict.submission != Submission::Fault {
        keep(&card, &verdict, workspace, round)?;
    }
    kata_console::print(&render::scorecard::human(&card, &kata.manifest().title, kata_console::width()))?;
    kata_console::print(&render::scorecard::next(&kata, &context.shown(workspace.dir())))?;
    Ok(ExitCode::of(&verdict))
}

/// How many snapshots are tried, newest first, before there is none to judge beside the frozen source.
const TRIED: usize = 20;

/// The last snapshot that can be judged, where the frozen source cannot: one that compiled, and that is not refused.
fn beside(
    grader: &Grader,
    workspace: &Workspace,
    round: &Round,
    frozen: &Verdict,
) -> Result<Option<(Snapshot, Verdict)>, Failure> {
    if !matches!(frozen.submission, Submission::DoesNotCompile | Submission::Refused) {
        return Ok(None);
    }
    for snapshot in round.view().compiling().take(TRIED) {
        let verdict = judge(grader, workspace, round, snapshot.number)?;
        if verdict.submission == Submission::Graded {
            return Ok(Some((snapshot.clone(), verdict)));
        }
    }
    Ok(None)
}

/// Judges one snapshot, deeply.
fn judge(grader: &Grader, workspace: &Workspace, round: &Round, snapshot: u32) -> Result<Verdict, Failure> {
    let source = round.source_of(snapshot).map_err(Failure::setup)?;
    let files = source.into_iter().filter_map(|(path, content)| Some((decode_path(&path)?, content)));
    let files: Vec<(PathBuf, Vec<u8>)> = files.collect();
    let request = Request::whole(Tier::Deep, round.view().plan.level);
    let mut verdict = grading::grade(grader, &Source::Files(files), &request)?;
    withhold_twists(&mut verdict, workspace);
    Ok(verdict)
}

/// Stores the scorecard beside the log, and tells the log and the history. What is stored first is the one that is looked for.
fn keep(card: &Scorecard, verdict: &Verdict, workspace: &Workspace, round: &mut Round) -> Result<(), Failure> {
    if let Err(failure) = remember(workspace, verdict) {
        eprintln!("note: the result is not remembered in the workspace: {failure}");
    }
    let path = round.dir().join("scorecard.json");
    let text = kata_console::json(card)?;
    kata_workspace::write_whole(&path, text.as_bytes())?;
    round.graded(&kata_round::blob_name(text.as_bytes())).map_err(Failure::setup)?;
    if let Err(failure) = recording::record(&entry(card, verdict, workspace, round)) {
        eprintln!("note: the round is not in the history: {failure}");
    }
    Ok(())
}

/// The round as it stands in the history. Where the frozen source does not compile, that is what is told of it.
fn entry(card: &Scorecard, verdict: &Verdict, workspace: &Workspace, round: &Round) -> Entry {
    let seconds = |ms: u64| ms / 1000;
    let ended = round.view().frozen.as_ref().map_or(card.sitting.started, |frozen| frozen.at.wall_ms);
    let (started, ended) = (seconds(card.sitting.started), seconds(ended));
    let mut sitting = kata_history::Sitting::round(&card.sitting.kata, workspace.dir(), started, ended);
    sitting.minutes = Some(card.sitting.minutes);
    sitting.hints = card.sitting.hints;
    sitting.twist = card.sitting.twist.as_ref().map(|twist| twist.id.clone());
    Entry::of(verdict, sitting)
}
