//! What `start` made or found, and what to do next.

use colored::Colorize;
use kata_catalog::{Kata, Starter};
use kata_verdict::Level;
use kata_workspace::{Workspace, argument};

/// A new workspace.
pub(crate) fn made(kata: &Kata, workspace: &Workspace, shown: &str, will_watch: bool) -> String {
    let manifest = kata.manifest();
    let level = workspace.state().level;
    let seams = match Starter::of(level) {
        Starter::Given => "where you work; the traits of the seams are given",
        Starter::Open => "where you work; the traits of the seams are yours to design",
    };
    let mut text = format!("Made {}: {}, {level}, {} minutes.\n", shown.bold(), manifest.title, manifest.minutes);
    text += &draft(kata);
    text.push('\n');
    for (name, what) in [
        ("BRIEF.md", "what is asked"),
        ("src/", seams),
        ("api/", "what the grader speaks to; a copy, so changes do not count"),
        ("tests/", "your own tests: cargo test"),
    ] {
        text += &format!("  {name:<10}{what}\n");
    }
    text + &next(shown, will_watch)
}

/// A workspace that was there already.
pub(crate) fn found(kata: &Kata, workspace: &Workspace, shown: &str, level: Level, will_watch: bool) -> String {
    let own = workspace.state().level;
    let mut text = format!("{} is there already (a round at {own}): nothing was changed.\n", shown.bold());
    text += &draft(kata);
    if own != level && Starter::of(own) != Starter::of(level) {
        text += &format!("For a round at {level} beside it, name another folder with --dir.\n");
    }
    text + &next(shown, will_watch)
}

/// What a learner should know of a kata whose author is not done with it.
fn draft(kata: &Kata) -> String {
    if !kata.manifest().draft {
        return String::new();
    }
    format!("{}\n", kata_catalog::DRAFT.yellow())
}

fn next(shown: &str, will_watch: bool) -> String {
    if will_watch {
        return "\n".to_owned();
    }
    let dir = argument(shown);
    format!(
        "\n{}\n  read {shown}/BRIEF.md\n  cargo xtask watch --dir {dir}    a verdict on each save\n  \
         cargo xtask grade --dir {dir}    one thorough verdict\n",
        "Next:".bold()
    )
}
