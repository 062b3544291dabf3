//! How the twist of a round comes: first into the log, with the source as it was, then into the workspace.

use kata_catalog::Reveal;
use kata_console::Failure;
use kata_round::Round;
use kata_workspace::{Revealed, Workspace, reveal};

use crate::knowledge::Knowledge;
use crate::live::Twist;

/// Brings the twist. Done again, it finishes what is missing, and the first time counts.
pub(crate) fn bring(
    round: &mut Round,
    workspace: &Workspace,
    knowledge: &Knowledge,
    twist: &str,
) -> Result<(Reveal, Revealed), Failure> {
    let brought = knowledge.reveal(twist)?;
    round.twist_shown(twist).map_err(Failure::setup)?;
    let revealed = reveal(workspace, &brought)?;
    Ok((brought, revealed))
}

/// What is known of a round's twist. One that a crash kept from the folder is still to come.
pub(crate) fn known(round: &Round, workspace: &Workspace, knowledge: &Knowledge) -> Twist {
    let view = round.view();
    let Some(twist) = &view.plan.twist else { return Twist::None };
    match knowledge.reveal(twist) {
        Ok(reveal) if view.twist.is_some() && workspace.has_seen(twist) => {
            Twist::Shown(reveal.twist.title, "TWIST.md".to_owned())
        }
        _ => Twist::Ahead(0),
    }
}
