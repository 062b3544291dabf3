//! Which workspace is meant, and the round in it.

use std::path::Path;
use std::sync::Arc;

use kata_catalog::Kata;
use kata_console::{Context, Failure};
use kata_round::{Clock, Kind, Reason, Round, RoundView};
use kata_workspace::{Workspace, known};

/// A workspace, its kata, and its round if there is one.
pub(crate) struct Meant {
    pub(crate) workspace: Workspace,
    pub(crate) kata: Kata,
    /// None where it is a workspace for practice.
    pub(crate) round: Option<Round>,
}

/// Finds the workspace at `dir`; where none is named, the one around the current folder, else the only one whose round goes on, else the only
/// one. A round whose time ran out while nobody looked is frozen on the way.
pub(crate) fn find(context: &Context, dir: Option<&Path>) -> Result<Meant, Failure> {
    let workspace = place(context, dir)?;
    let kata = context.root.kata(&workspace.state().kata)?;
    let round = match Round::is_at(workspace.dir()) {
        true => Some(open(&workspace, clock()?)?),
        false => None,
    };
    Ok(Meant { workspace, kata, round })
}

/// The workspace alone, found in the same way.
pub(crate) fn place(context: &Context, dir: Option<&Path>) -> Result<Workspace, Failure> {
    match (dir, Workspace::around(&context.cwd)) {
        (None, None) => match in_round(context).as_slice() {
            [only] => context.workspace(Some(only.dir())),
            [] => context.workspace(None),
            many => Err(several(context, many)),
        },
        _ => context.workspace(dir),
    }
}

impl Meant {
    /// The round, where the command needs one.
    pub(crate) fn round(self) -> Result<(Workspace, Kata, Round), Failure> {
        match self.round {
            Some(round) => Ok((self.workspace, self.kata, round)),
            None => Err(self.no_round()),
        }
    }

    /// There is none, or what is left of one tells nothing.
    fn no_round(&self) -> Failure {
        match RoundView::read(self.workspace.dir()) {
            Err(error) if error.kind == Kind::Lost => Failure::setup(error),
            _ => Failure::Setup(format!(
                "{}: has no round: begin one with `cargo xtask round {}`",
                self.workspace.dir().display(),
                self.kata.slug()
            )),
        }
    }
}

/// The clock of rounds.
pub(crate) fn clock() -> Result<Arc<dyn Clock>, Failure> {
    kata_round::clock().map_err(Failure::setup)
}

/// Opens a round, and ends it if its time ran out while nobody looked.
fn open(workspace: &Workspace, clock: Arc<dyn Clock>) -> Result<Round, Failure> {
    let mut round = Round::open(workspace.dir(), clock).map_err(Failure::setup)?;
    let is_unfinished = round.view().frozen.is_none() && round.now().is_time_up;
    // Whoever shows it will end it in a moment.
    if is_unfinished && let Ok(seat) = round.take_seat() {
        round.freeze(Reason::TimeUp).map_err(Failure::setup)?;
        drop(seat);
    }
    Ok(round)
}

/// The workspaces whose round goes on.
pub(crate) fn in_round(context: &Context) -> Vec<Workspace> {
    let goes_on = |workspace: &Workspace| RoundView::read(workspace.dir()).is_ok_and(|view| view.frozen.is_none());
    known(&context.root).into_iter().filter(goes_on).collect()
}

fn several(context: &Context, many: &[Workspace]) -> Failure {
    let list: Vec<String> = many.iter().map(|one| format!("  --dir {}", context.argument(one.dir()))).collect();
    Failure::Setup(format!("more than one round goes on: say which is meant\n{}", list.join("\n")))
}

/// The answer of a command that needs a round that goes on.
pub(crate) fn over(context: &Context, workspace: &Workspace) -> Failure {
    let flags = context.flags(workspace);
    Failure::Setup(format!(
        "{}: the round here is over: `cargo xtask submit{flags}` shows what came of it",
        context.shown(workspace.dir())
    ))
}
