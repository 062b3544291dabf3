//! Which submission is meant: a workspace, or a solution of the clone's own.

use std::path::PathBuf;

use kata_catalog::Kata;
use kata_grade::Source;
use kata_verdict::{CheckVerdict, Level, Outcome, Submission as Judged, Verdict};
use kata_workspace::{Workspace, argument};

use kata_console::{Context, Failure};

/// How a submission is named on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR", conflicts_with = "solution")]
    pub(crate) dir: Option<PathBuf>,
    /// A solution of this clone, judged at L6: parking-lot/one-lock, parking-lot/flawed/find-then-lock
    #[arg(long, value_name = "KATA/NAME")]
    pub(crate) solution: Option<String>,
}

/// A submission that was found.
#[derive(Debug)]
pub(crate) struct Submission {
    /// The kata that it is for.
    pub(crate) kata: Kata,
    /// What is judged.
    pub(crate) source: Source,
    /// The level of its round.
    pub(crate) level: Level,
    /// The workspace; None for a solution of the clone's own.
    pub(crate) workspace: Option<Workspace>,
    /// The flags that name it again.
    pub(crate) flags: String,
}

impl Which {
    /// Finds what is meant.
    pub(crate) fn find(&self, context: &Context) -> Result<Submission, Failure> {
        match &self.solution {
            Some(solution) => find_solution(context, solution),
            None => {
                let workspace = context.workspace(self.dir.as_deref())?;
                let named = self.dir.as_ref().map(|dir| argument(&dir.display().to_string()));
                let flags = named.map(|dir| format!(" --dir {dir}")).unwrap_or_default();
                of_workspace(context, workspace, flags)
            }
        }
    }
}

fn of_workspace(context: &Context, workspace: Workspace, flags: String) -> Result<Submission, Failure> {
    Ok(Submission {
        kata: context.root.kata(&workspace.state().kata)?,
        source: Source::Workspace(workspace.dir().to_owned()),
        level: workspace.state().level,
        workspace: Some(workspace),
        flags,
    })
}

fn find_solution(context: &Context, named: &str) -> Result<Submission, Failure> {
    let Some((kata, name)) = named.split_once('/') else {
        return Err(Failure::Setup(format!(
            "`{named}` names no solution: write <kata>/<name>, as in parking-lot/one-lock"
        )));
    };
    let kata = context.root.kata(kata)?;
    let files = kata.solutions()?.find(name)?.files()?;
    let flags = format!(" --solution {named}");
    Ok(Submission { kata, source: Source::Files(files), level: Level::L6, workspace: None, flags })
}

/// Takes the checks of twists that nobody asked for yet out of a verdict on a workspace: they count for nothing, and their titles would
/// tell what comes.
pub(crate) fn withhold_twists(verdict: &mut Verdict, workspace: &Workspace) {
    let is_known = |twist: &String| workspace.has_seen(twist);
    let is_shown =
        |check: &CheckVerdict| check.outcome != Outcome::NotAttempted || check.info.twist.as_ref().is_none_or(is_known);
    verdict.checks.retain(is_shown);
}

/// Takes a whole verdict into the workspace's results.
pub(crate) fn remember(workspace: &Workspace, verdict: &Verdict) -> Result<(), Failure> {
    if verdict.submission == Judged::Fault {
        return Ok(());
    }
    let mut results = workspace.results();
    results.take(verdict);
    Ok(workspace.save_results(&results)?)
}
