//! Rounds as the full program sees them: what one that goes on forbids, and how one that is over is judged.

mod examine;
mod examiner;
mod sitting;

pub(crate) use examiner::InHouse;

use kata_console::{Context, Failure};
use kata_round::{Kind, Round, RoundView};
use kata_workspace::Workspace;

/// The round in a workspace. None where there is none, or none that anything can be told of: nobody waits for its end.
pub(crate) fn of(workspace: &Workspace) -> Result<Option<RoundView>, Failure> {
    match RoundView::read(workspace.dir()) {
        Ok(view) => Ok(Some(view)),
        Err(error) if matches!(error.kind, Kind::NoRound | Kind::Lost | Kind::Damaged) => Ok(None),
        Err(error) => Err(Failure::setup(error)),
    }
}

/// Refuses what a round that goes on does not allow: `what` comes after its end.
pub(crate) fn refuse_while_running(context: &Context, workspace: &Workspace, what: &str) -> Result<(), Failure> {
    let is_forbidden = of(workspace)?.is_some_and(|view| view.frozen.is_none());
    if is_forbidden { Err(goes_on(context, workspace, what)) } else { Ok(()) }
}

/// Refuses a verdict where a round goes on that is to be silent.
pub(crate) fn refuse_verdict_while_running(context: &Context, workspace: &Workspace) -> Result<(), Failure> {
    let is_forbidden = of(workspace)?.is_some_and(|view| view.is_silent());
    if is_forbidden { Err(goes_on(context, workspace, "the hidden suite is silent until then")) } else { Ok(()) }
}

fn goes_on(context: &Context, workspace: &Workspace, what: &str) -> Failure {
    let (shown, flags) = (context.shown(workspace.dir()), context.flags(workspace));
    Failure::Setup(format!(
        "{shown}: a round is under way here, and {what}: `cargo xtask round --resume{flags}` goes on with it, `cargo xtask submit{flags}` ends it"
    ))
}

/// Tells the round in a workspace, if one goes on there, that a hint was shown; `strength` 0 is the weakest.
pub(crate) fn note_hint(workspace: &Workspace, what: &str, strength: usize) -> Result<(), Failure> {
    if of(workspace)?.is_none_or(|view| view.frozen.is_some()) {
        return Ok(());
    }
    let clock = kata_round::clock().map_err(Failure::setup)?;
    let mut round = Round::open(workspace.dir(), clock).map_err(Failure::setup)?;
    round.hint_shown(what, strength).map_err(Failure::setup)
}
