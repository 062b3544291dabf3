//! `list`: the katas, with your best result so far.

use kata_catalog::{Kata, Role};
use kata_console::{Context, Failure};
use kata_verdict::ExitCode;
use kata_workspace::{Summary, Workspace, known};
use serde::Serialize;

use crate::cli::Format;
use crate::render;

/// List the katas, with your best result so far
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cargo xtask list\n  cargo xtask list --format json")]
pub(crate) struct Args {
    /// For people, or one JSON object
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The katas that there are.
#[derive(Debug, Serialize)]
pub(crate) struct Listing {
    pub(crate) katas: Vec<Row>,
}

/// One kata.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) kata: String,
    /// Whether its author is not done with it.
    pub(crate) draft: bool,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) minutes: u32,
    pub(crate) roles: Vec<RoleRow>,
    /// The best result in any workspace of it.
    pub(crate) best: Option<Summary>,
    pub(crate) workspaces: Vec<std::path::PathBuf>,
}

/// What a seam is for.
#[derive(Debug, Serialize)]
pub(crate) struct RoleRow {
    pub(crate) name: String,
    pub(crate) purpose: String,
}

/// Lists the katas.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspaces = known(&context.root);
    let katas = context.root.katas()?.iter().map(|kata| row(kata, &workspaces)).collect();
    let listing = Listing { katas };
    kata_console::print(&match args.format {
        Format::Human => render::list::human(&listing, |path| context.shown(path)),
        Format::Json => kata_console::json(&listing)?,
    })?;
    Ok(ExitCode::Passed)
}

fn row(kata: &Kata, workspaces: &[Workspace]) -> Row {
    let own: Vec<&Workspace> = workspaces.iter().filter(|workspace| workspace.state().kata == kata.slug()).collect();
    let results = own.iter().filter_map(|workspace| workspace.results().best);
    let best = results.reduce(|best, next| if next.beats(&best) { next } else { best });
    let manifest = kata.manifest();
    Row {
        kata: kata.slug().to_owned(),
        draft: manifest.draft,
        title: manifest.title.clone(),
        summary: manifest.summary.clone(),
        minutes: manifest.minutes,
        roles: manifest.roles.iter().map(role).collect(),
        best,
        workspaces: own.iter().map(|workspace| workspace.dir().to_owned()).collect(),
    }
}

fn role(role: &Role) -> RoleRow {
    RoleRow { name: role.name.clone(), purpose: role.purpose.clone() }
}
