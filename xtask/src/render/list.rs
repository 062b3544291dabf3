//! The katas for people.

use std::path::Path;

use colored::Colorize;
use kata_console::text::columns;

use crate::commands::list::{Listing, Row};

/// The katas, a few lines each.
pub(crate) fn human(listing: &Listing, shown: impl Fn(&Path) -> String) -> String {
    if listing.katas.is_empty() {
        return "There is no kata yet: docs/AUTHORING.md tells how to write one.\n".to_owned();
    }
    let katas: Vec<String> = listing.katas.iter().map(|row| kata(row, &shown)).collect();
    katas.join("\n")
}

fn kata(row: &Row, shown: &impl Fn(&Path) -> String) -> String {
    let draft = if row.draft { format!(" {}", "(a draft)".yellow()) } else { String::new() };
    let mut text = format!("{}  {}, {} minutes{draft}\n", row.kata.bold(), row.title, row.minutes);
    text += &format!("  {}\n", row.summary);
    let roles: Vec<[String; 2]> = row.roles.iter().map(|role| [role.name.clone(), role.purpose.clone()]).collect();
    for line in columns(&roles) {
        text += &format!("  seam  {line}\n");
    }
    text += &format!("  {}\n", best(row));
    for dir in &row.workspaces {
        text += &format!("  {}\n", format!("workspace {}", shown(dir)).dimmed());
    }
    text
}

fn best(row: &Row) -> String {
    let Some(best) = &row.best else {
        let next = format!("cargo xtask start {}", row.kata);
        return if row.workspaces.is_empty() { format!("not started: {next}") } else { "no verdict yet".to_owned() };
    };
    let signal = best.signal.map_or("no signal yet".to_owned(), |level| format!("signal {level}"));
    let score =
        format!("best so far: {} of {} at {} ({})", best.score.points, best.score.of, best.level, best.tier.word());
    format!("{}, {signal}", score.green())
}
