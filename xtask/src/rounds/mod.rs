//! Rounds as the full program sees them: what one that goes on forbids, and how one that is over is judged.

mod examine;
mod examiner;
mod sitting;

pub(crate) use examiner::InHouse;

use kata_console::Failure;
use kata_round::{Kind, RoundView};
use kata_workspace::Workspace;

/// The round in a workspace. None where there is none.
pub(crate) fn of(workspace: &Workspace) -> Result<Option<RoundView>, Failure> {
    match RoundView::read(workspace.dir()) {
        Ok(view) => Ok(Some(view)),
        Err(error) if error.kind == Kind::NoRound => Ok(None),
        Err(error) => Err(Failure::setup(error)),
    }
}

/// Refuses what a round that goes on does not allow: `what` comes after its end.
pub(crate) fn refuse_while_running(workspace: &Workspace, what: &str) -> Result<(), Failure> {
    match of(workspace)? {
        Some(view) if view.frozen.is_none() => {
            Err(Failure::Setup(format!("a round is under way here, and {what}: `cargo xtask submit` ends it")))
        }
        _ => Ok(()),
    }
}
