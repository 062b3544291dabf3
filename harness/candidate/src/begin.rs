//! How a round begins: where, with which plan.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use kata_catalog::Kata;
use kata_console::{Context, Failure};
use kata_process::{Cancel, Lab, Limits};
use kata_round::{AssignmentRef, Feedback, Plan, draw_twist, scale_phases};
use kata_verdict::Level;

use crate::knowledge::Knowledge;
use crate::meant;

/// What was asked for on the command line.
pub(crate) struct Wishes<'a> {
    pub(crate) level: Level,
    pub(crate) minutes: Option<u32>,
    /// An id, or `none`.
    pub(crate) twist: Option<&'a str>,
    pub(crate) feedback: Feedback,
    pub(crate) seed: Option<u64>,
    /// The assignment that it is a round of.
    pub(crate) assignment: Option<AssignmentRef>,
    /// Whose round it is.
    pub(crate) student: Option<String>,
}

/// The plan of a round.
pub(crate) fn plan(kata: &Kata, knowledge: &Knowledge, wishes: &Wishes<'_>) -> Result<Plan, Failure> {
    let manifest = kata.manifest();
    let minutes = wishes.minutes.unwrap_or(manifest.minutes);
    let seed = wishes.seed.unwrap_or_else(any_seed);
    let twist = match wishes.twist {
        Some("none") => None,
        // Asked for so that a name that is not there is told now.
        Some(id) => Some(knowledge.reveal(id)?.twist.id),
        None => draw_twist(seed, &knowledge.twists()).map(str::to_owned),
    };
    Ok(Plan {
        kata: kata.slug().to_owned(),
        level: wishes.level,
        minutes,
        phases: scale_phases(&phases(kata, twist.is_some()), minutes),
        feedback: wishes.feedback,
        seed,
        twist,
        assignment: wishes.assignment.clone(),
        student: wishes.student.clone(),
        versions: versions(),
    })
}

/// The kata's phases. Where no twist comes, its time goes to the phase before it.
fn phases(kata: &Kata, has_twist: bool) -> Vec<kata_catalog::Phase> {
    let mut phases = kata.manifest().phases.clone();
    if !has_twist && let Some(at) = phases.iter().position(|phase| phase.name == "twist").filter(|at| *at > 0) {
        let twist = phases.remove(at);
        phases[at - 1].minutes += twist.minutes;
    }
    phases
}

/// Short enough to be typed again.
fn any_seed() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::from(now.subsec_micros())
}

/// This program, with its version.
pub(crate) fn program() -> String {
    format!("xtask {}", env!("CARGO_PKG_VERSION"))
}

/// What a round is begun, or an archive made, with: each with its version.
pub(crate) fn versions() -> BTreeMap<String, String> {
    let mut versions = BTreeMap::from([("xtask".to_owned(), env!("CARGO_PKG_VERSION").to_owned())]);
    // A round needs no compiler to begin; where there is none, the first save tells.
    if let Some(rustc) = rustc() {
        versions.insert("rustc".to_owned(), rustc);
    }
    versions
}

fn rustc() -> Option<String> {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let limits = Limits { deadline: Duration::from_secs(30), capture: 4096, cancel: &Cancel::default() };
    let finished = kata_process::run(&Lab::open().ok()?, command.arg("--version"), &limits, None).ok()?;
    let version = finished.stdout.trim().trim_start_matches("rustc ").to_owned();
    (finished.succeeded() && !version.is_empty()).then_some(version)
}

/// Where a round begins: at `dir`, which must not be a workspace yet, else in the first folder of the kata's that is free.
///
/// A round never begins in a folder in which somebody has worked: what is there is not overwritten, and would be a head start.
pub(crate) fn place(context: &Context, kata: &Kata, dir: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(dir) = dir {
        return if is_free(dir) { Ok(dir.to_owned()) } else { Err(taken(context, dir)) };
    }
    let home = context.root.workspaces();
    let is_here = |workspace: &&kata_workspace::Workspace| {
        workspace.state().kata == kata.slug() && workspace.dir().parent() == Some(home.as_path())
    };
    if let Some(workspace) = meant::in_round(context).iter().find(is_here) {
        let (shown, flags) = (context.shown(workspace.dir()), context.flags(workspace));
        return Err(Failure::Setup(format!(
            "{shown}: a round of {} goes on here: `cargo xtask round --resume{flags}` goes on with it, `cargo xtask submit{flags}` ends it; for another one beside it, name a folder with --dir",
            kata.slug()
        )));
    }
    let names =
        std::iter::once(kata.slug().to_owned()).chain((2..1000).map(|number| format!("{}-{number}", kata.slug())));
    let free = names.map(|name| home.join(name)).find(|dir| is_free(dir));
    free.ok_or_else(|| {
        Failure::Setup(format!("{}: has no room for another round: name a folder with --dir", home.display()))
    })
}

fn is_free(dir: &Path) -> bool {
    let is_empty = std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    dir.symlink_metadata().is_err() || is_empty
}

fn taken(context: &Context, dir: &Path) -> Failure {
    let (shown, argument) = (context.shown(dir), context.argument(dir));
    Failure::Setup(format!(
        "{shown}: is there already, and a round begins in a folder of its own: nothing was touched; name another with --dir, or go on with a round that is there: `cargo xtask round --resume --dir {argument}`"
    ))
}
