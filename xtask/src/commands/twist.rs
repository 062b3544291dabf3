//! `twist`: reveals a late requirement in a workspace.

use std::path::PathBuf;

use kata_catalog::Kata;
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;
use kata_workspace::{Workspace, reveal};

use crate::render;

/// Have the interviewer add a requirement, late in the round
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask twist
  cargo xtask twist electric --dir ~/katas/lot

It writes TWIST.md and adds a module to the workspace's api/; what you wrote is left alone, and kept as it is now, so that
`grade --since` can say what the change cost. Until you write the twist's build function, its checks are not attempted.")]
pub(crate) struct Args {
    /// The twist [default: one that the workspace has not seen; the same one each time until it is revealed]
    id: Option<String>,
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Reveals the twist, and says what to do with it.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspace = context.workspace(args.dir.as_deref())?;
    let kata = context.root.kata(&workspace.state().kata)?;
    let id = match &args.id {
        Some(id) => id.clone(),
        None => draw(&kata, &workspace)?,
    };
    let twist = kata.reveal(&id)?;
    let revealed = reveal(&workspace, &twist)?;
    kata_console::print(&render::twist::human(&twist, &revealed, &context.shown(workspace.dir())))?;
    Ok(ExitCode::Passed)
}

/// One of the twists that are left. It follows from when the workspace was made, so asking again changes nothing.
fn draw(kata: &Kata, workspace: &Workspace) -> Result<String, Failure> {
    let all = kata.manifest().twists.iter().map(|twist| twist.id.as_str());
    let (seen, left): (Vec<&str>, Vec<&str>) = all.partition(|id| workspace.has_seen(id));
    let turn = usize::try_from(workspace.state().created).unwrap_or_default();
    match (left.as_slice(), seen.as_slice()) {
        ([], []) => Err(Failure::Setup(format!("{} has no twist", kata.slug()))),
        ([], seen) => {
            Err(Failure::Setup(format!("every twist of {} is revealed already: {}", kata.slug(), seen.join(", "))))
        }
        (left, _) => Ok(left[turn % left.len()].to_owned()),
    }
}
