//! The end of a round: what is said, and who judges.

use std::sync::Arc;

use colored::Colorize;
use kata_console::{Context, Failure};
use kata_round::{Reason, Round};
use kata_verdict::ExitCode;
use kata_workspace::Workspace;

use crate::examiner::Examiner;
use crate::live::clock;

/// Says how a frozen round ended, and has it judged.
pub(super) fn judge(
    context: &Context,
    workspace: &Workspace,
    round: &mut Round,
    examiner: Option<&Arc<dyn Examiner>>,
) -> Result<ExitCode, Failure> {
    kata_console::print(&how(round))?;
    match examiner {
        Some(examiner) => examiner.examine(context, workspace, round),
        None => {
            let flags = context.flags(workspace);
            kata_console::print(&format!("Next: `cargo xtask submit{flags}` writes the archive that you hand in.\n"))?;
            Ok(ExitCode::Passed)
        }
    }
}

/// How it ended, in a sentence or two.
fn how(round: &Round) -> String {
    let Some(frozen) = &round.view().frozen else { return String::new() };
    let freeze = &frozen.what;
    let when = match freeze.reason {
        Reason::Submitted => format!("Submitted after {}.", clock(freeze.elapsed_ms)),
        Reason::TimeUp => "The time is up.".to_owned(),
    };
    let note = freeze.note.as_ref().map(|note| format!("{note}\n")).unwrap_or_default();
    format!("{} Snapshot {} counts; what you save from now on is late.\n{note}\n", when.bold(), freeze.snapshot)
}
