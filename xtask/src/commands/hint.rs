//! `hint`: the next stronger hint for a check.

use std::path::PathBuf;

use kata_catalog::{Kata, nearest};
use kata_console::{Context, Failure};
use kata_verdict::{ExitCode, Group};
use kata_workspace::{CheckResult, Results, Workspace};

use crate::{cli, render, rounds};

/// Show the next stronger hint
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask hint                             for the first check that the last verdict missed
  cargo xtask hint last-spot-has-one-winner    each time a stronger one
  cargo xtask hint --group concurrency         for a whole group; in a round, where no check is named before the end

In a round each hint is noted, and the scorecard says how many there were.")]
pub(crate) struct Args {
    /// The check, by its id or by its title in a verdict [default: the first miss of the last verdict]
    check: Option<String>,
    /// Hints for this group of checks instead, which need no verdict
    #[arg(long, value_parser = cli::group(), conflicts_with = "check")]
    group: Option<Group>,
    /// The workspace [default: the one around the current folder, else the only one below workspace/]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// A hint, and how many there are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    /// The id of the check, or the word of the group.
    pub(crate) check: String,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Counted from 1.
    pub(crate) number: usize,
    pub(crate) of: usize,
}

/// What asking for a hint came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Hint(Hint),
    /// Every check of the last verdict passed.
    NothingMissed,
    /// There was no verdict yet.
    NoVerdict,
    /// The kata has no hint for the check.
    NoHint(String),
}

/// Shows the next hint.
pub(crate) fn run(args: &Args, context: &Context) -> Result<ExitCode, Failure> {
    let workspace = context.workspace(args.dir.as_deref())?;
    let kata = context.root.kata(&workspace.state().kata)?;
    let answer = match args.group {
        Some(group) => next_of_group(&kata, &workspace, group)?,
        None => next(&kata, &workspace, args.check.as_deref())?,
    };
    if answer == Answer::NoVerdict {
        return Err(no_verdict(context, &workspace));
    }
    kata_console::print(&render::hint::human(&answer, kata_console::width()))?;
    Ok(ExitCode::Passed)
}

fn no_verdict(context: &Context, workspace: &Workspace) -> Failure {
    let (shown, flags) = (context.shown(workspace.dir()), context.flags(workspace));
    let group = format!("`cargo xtask hint --group behaviour{flags}`");
    // In a round that goes on, `grade` would be refused.
    let advice = match rounds::refuse_verdict_while_running(context, workspace) {
        Ok(()) => format!(
            "has no verdict yet: run `cargo xtask grade{flags}` first, so that there is something to hint at, or name a group: {group}"
        ),
        Err(_) => format!("a round is under way here, and no check is named before its end: name a group: {group}"),
    };
    Failure::Setup(format!("{shown}: {advice}"))
}

/// The next hint for a check, or for the first one that the last verdict missed; that it was shown is remembered.
pub(crate) fn next(kata: &Kata, workspace: &Workspace, check: Option<&str>) -> Result<Answer, Failure> {
    let results = workspace.results();
    if results.checks.is_empty() {
        return Ok(Answer::NoVerdict);
    }
    let Some(check) = pick(&results, workspace, check)? else { return Ok(Answer::NothingMissed) };
    show(workspace, &check.id, &check.title, &hints_for(kata, check))
}

/// The next hint for a group of checks.
fn next_of_group(kata: &Kata, workspace: &Workspace, group: Group) -> Result<Answer, Failure> {
    let hints = kata.manifest().hints.of(group).map(|hints| hints.to_vec()).unwrap_or_default();
    show(workspace, group.word(), group.word(), &hints)
}

/// The next of these hints; that it was shown is remembered, also by a round that goes on.
fn show(workspace: &Workspace, id: &str, title: &str, hints: &[String]) -> Result<Answer, Failure> {
    let mut shown = workspace.hints_shown();
    let Some(index) = shown.next(id, hints.len()) else { return Ok(Answer::NoHint(title.to_owned())) };
    rounds::note_hint(workspace, id, index)?;
    workspace.save_hints_shown(&shown)?;
    Ok(Answer::Hint(Hint {
        check: id.to_owned(),
        title: title.to_owned(),
        text: hints[index].clone(),
        number: index + 1,
        of: hints.len(),
    }))
}

fn pick<'r>(results: &'r Results, workspace: &Workspace, id: Option<&str>) -> Result<Option<&'r CheckResult>, Failure> {
    let Some(id) = id else {
        let level = workspace.state().level;
        let mut misses = results.checks.iter().filter(|check| check.outcome.is_miss());
        return Ok(misses.clone().find(|check| check.level <= level).or_else(|| misses.next()));
    };
    let found = results.checks.iter().find(|check| check.id == id || check.title == id);
    found.map(Some).ok_or_else(|| {
        let near = nearest(id, results.checks.iter().map(|check| check.id.as_str()));
        let advice = near.map(|near| format!("did you mean `{near}`?"));
        let advice = advice.unwrap_or_else(|| "`cargo xtask grade` lists them".to_owned());
        Failure::Setup(format!("no check is called `{id}`: {advice}"))
    })
}

/// The check's own hint first, then those of its group, weakest first.
fn hints_for(kata: &Kata, check: &CheckResult) -> Vec<String> {
    let own = check.hint.clone().into_iter();
    let group = kata.manifest().hints.of(check.group).into_iter().flatten().cloned();
    own.chain(group).collect()
}
