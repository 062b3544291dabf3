//! `start`: makes a workspace, and watches it.

use std::path::PathBuf;

use kata_console::{Context, Failure};
use kata_verdict::{ExitCode, Level};
use kata_workspace::{Scaffolded, register, scaffold};

use crate::{cli, render, rounds, watch};

/// Make a workspace for a kata, and watch it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask start parking-lot
  cargo xtask start parking-lot --level l5 --dir ~/katas/lot
  cargo xtask start parking-lot --no-watch

What is there already is never overwritten: a workspace is found and watched on, anything else is left alone.")]
pub(crate) struct Args {
    /// The kata, as `cargo xtask list` names it
    kata: String,
    /// Where to make it [default: workspace/<KATA> in the clone]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The level of the round: at l3 and l4 the traits of the seams are given, at l5 and l6 they are yours to design
    #[arg(long, value_parser = cli::level(), default_value = "l4")]
    level: Level,
    /// Do not watch afterwards
    #[arg(long)]
    no_watch: bool,
}

/// Makes or finds the workspace, then watches it where a person looks on.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let kata = context.root.kata(&args.kata)?;
    let dir = args.dir.clone().unwrap_or_else(|| context.root.workspaces().join(kata.slug()));
    let scaffolded = scaffold(&kata, &dir, args.level)?;
    let workspace = scaffolded.workspace();
    workspace.point_at(&context.root)?;
    register(&context.root, workspace)?;
    rounds::refuse_verdict_while_running(context, workspace)?;
    let will_watch = !args.no_watch && kata_console::is_interactive();
    let shown = context.shown(workspace.dir());
    kata_console::print(&match &scaffolded {
        Scaffolded::Made(_) => render::start::made(&kata, workspace, &shown, will_watch),
        Scaffolded::AlreadyThere(_) => render::start::found(&kata, workspace, &shown, args.level, will_watch),
    })?;
    if will_watch { watch::run(context, workspace) } else { Ok(ExitCode::Passed) }
}
