//! The history for people.

use std::path::Path;

use colored::Colorize;
use kata_console::text::{columns, count, cut, wrapped};
use kata_history::{Advice, Entry, Kind, Mark, Next, Standing, ago};
use kata_verdict::Submission;
use kata_workspace::{Workspace, argument};

use crate::commands::history::Listing;

/// So many sittings are listed unless all are asked for.
const SITTINGS: usize = 10;
/// So many checks are worth a reason.
const CHECKS: usize = 3;
/// The longest trend.
const TREND: usize = 20;
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// How much is shown, and when.
pub(crate) struct View {
    pub(crate) width: usize,
    /// Every sitting, however long ago.
    pub(crate) lists_all: bool,
    /// In seconds since 1970.
    pub(crate) now: u64,
}

/// Standings, sittings, and what to practise next.
pub(crate) fn human(listing: &Listing, view: &View, shown: impl Fn(&Path) -> String) -> String {
    let mut text = String::new();
    if listing.entries.is_empty() {
        text += "No round and no practice yet.\n";
    } else {
        text += &standings(&listing.standings, view);
        text += &sittings(&listing.entries, view);
    }
    text += &next(&listing.next, view, &shown);
    text + &notes(listing, &shown)
}

fn standings(standings: &[Standing], view: &View) -> String {
    let heads = ["kata", "level", "sittings", "best", "last", "trend"].map(str::to_owned);
    let rows: Vec<[String; 6]> = std::iter::once(heads).chain(standings.iter().map(row)).collect();
    let lines: Vec<String> = columns(&rows).iter().map(|line| cut(line, view.width)).collect();
    let body: Vec<String> = lines[1..].iter().map(|line| format!("{line}\n")).collect();
    format!("{}\n{}", lines[0].bold(), body.concat())
}

fn row(standing: &Standing) -> [String; 6] {
    let recent = &standing.trend[standing.trend.len().saturating_sub(TREND)..];
    [
        standing.kata.clone(),
        standing.level.to_string(),
        standing.sittings().to_string(),
        result(&standing.best.mark),
        result(&standing.last.mark),
        recent.iter().map(|percent| BARS[usize::from(*percent) * (BARS.len() - 1) / 100]).collect(),
    ]
}

/// The points, and the signal that they speak for.
fn result(mark: &Mark) -> String {
    match mark.submission {
        Submission::Graded => {
            let signal = mark.signal.map_or(String::new(), |level| format!(", {level}"));
            format!("{} of {}{signal}", mark.score.points, mark.score.of)
        }
        Submission::DoesNotCompile => "did not compile".to_owned(),
        Submission::Refused => "refused".to_owned(),
        Submission::Fault => "not judged".to_owned(),
    }
}

fn sittings(entries: &[Entry], view: &View) -> String {
    let limit = if view.lists_all { entries.len() } else { SITTINGS };
    let rows: Vec<[String; 6]> = entries.iter().rev().take(limit).map(|entry| sitting(entry, view.now)).collect();
    let lines = columns(&rows);
    let lines: Vec<String> = lines.iter().map(|line| cut(&format!("  {line}"), view.width) + "\n").collect();
    let mut text = format!("\n{}\n{}", "Sittings".bold(), lines.concat());
    let rest = entries.len().saturating_sub(limit);
    if rest > 0 {
        text += &format!("  {}\n", format!("and {rest} earlier: --all lists them").dimmed());
    }
    text
}

fn sitting(entry: &Entry, now: u64) -> [String; 6] {
    let kind = match entry.kind {
        Kind::Round => "round",
        Kind::Practice => "practice",
    };
    let hints = Some(count(entry.hints, "hint")).filter(|_| entry.hints > 0);
    let extras: Vec<String> = entry.twist.clone().into_iter().chain(hints).collect();
    [
        ago(entry.ended, now),
        entry.kata.clone(),
        entry.level.to_string(),
        kind.to_owned(),
        result(&entry.last),
        extras.join(", "),
    ]
}

fn next(next: &Next, view: &View, shown: &impl Fn(&Path) -> String) -> String {
    let mut text = String::new();
    if !next.checks.is_empty() {
        text += &format!("\n{}\n", "What to practise next, and why".bold());
    }
    for (index, advice) in next.checks.iter().take(CHECKS).enumerate() {
        text += &reason(advice, view.width);
        if index == 0 {
            text += &format!("    {}\n", command(advice, shown).green());
        }
    }
    let Some(first) = next.untried.first() else { return text };
    let katas: Vec<&str> = next.untried.iter().map(|untried| untried.kata.as_str()).collect();
    let untried = format!("Never tried at {}: {}", first.level, katas.join(", "));
    let start = format!("cargo xtask start {} --level {}", first.kata, first.level.word().to_lowercase());
    text + &format!("\n{}\n    {}\n", wrapped(&untried, view.width), start.green())
}

fn reason(advice: &Advice, width: usize) -> String {
    let Advice { kata, check, why, .. } = advice;
    let why = format!("{kata}, {}, {}: {why}", check.group.word(), check.level);
    let why: Vec<String> = wrapped(&why, width.saturating_sub(4)).lines().map(|line| format!("    {line}\n")).collect();
    format!("  {}\n{}", cut(&check.title, width.saturating_sub(2)), why.concat())
}

/// A practice goes on where it is, as long as that is there; a round begins anew.
fn command(advice: &Advice, shown: &impl Fn(&Path) -> String) -> String {
    match advice.dir.as_ref().filter(|dir| Workspace::is_at(dir)) {
        Some(dir) => format!("cargo xtask watch --dir {}", argument(&shown(dir))),
        None => format!("cargo xtask round {} --level {}", advice.kata, advice.at.word().to_lowercase()),
    }
}

fn notes(listing: &Listing, shown: &impl Fn(&Path) -> String) -> String {
    let mut notes = Vec::new();
    if listing.newer > 0 {
        let entries = if listing.newer == 1 { "entry" } else { "entries" };
        notes.push(format!(
            "{} {entries} of a newer version: kept, and not shown; update your clone (git pull)",
            listing.newer
        ));
    }
    for unreadable in &listing.unreadable {
        notes.push(format!("{}:{}: no entry, passed over: {}", shown(&listing.path), unreadable.line, unreadable.why));
    }
    if let Some(aside) = &listing.aside {
        notes.push(format!("{}: lines that were no entries; delete it when you like", shown(aside)));
    }
    let notes: Vec<String> = notes.iter().map(|note| format!("{} {note}\n", "!".yellow().bold())).collect();
    if notes.is_empty() { String::new() } else { format!("\n{}", notes.concat()) }
}

#[cfg(test)]
mod tests;
