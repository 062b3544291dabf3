//! What `verify` found, for people.

use colored::Colorize;
use kata_console::text::count;

use crate::commands::verify::{KataReport, Report};

/// One paragraph a kata, then what falls short.
pub(crate) fn human(report: &Report, shortfalls: &[String]) -> String {
    let mut text: String = report.katas.iter().map(kata).collect();
    text += &falls_short(shortfalls);
    text
}

/// What falls short, one a line.
pub(crate) fn falls_short(shortfalls: &[String]) -> String {
    if shortfalls.is_empty() {
        return format!("{}\n", "Nothing falls short.".green());
    }
    let lines: String = shortfalls.iter().map(|shortfall| format!("  {} {shortfall}\n", "✗".red())).collect();
    format!("{}\n{lines}", format!("{}:", count(shortfalls.len(), "shortfall")).red().bold())
}

fn kata(kata: &KataReport) -> String {
    let passed = kata.accepted.iter().filter(|accepted| accepted.passed).count();
    let caught = kata.flawed.iter().filter(|flawed| flawed.caught).count();
    let bitten = kata.checks.iter().filter(|check| !check.failed_by.is_empty()).count();
    let starter = match (kata.starter.compiles, kata.starter.failed.len()) {
        (true, failed) => format!("compiles, and fails {}", count(failed, "check")),
        (false, _) => "does not compile".to_owned(),
    };
    let draft = if kata.draft { " (a draft: not counted yet)" } else { "" };
    format!(
        "{}{draft}\n  starter   {starter}\n  accepted  {passed} of {} pass everything\n  flawed    {caught} of {} are caught at the \
         checks they name\n  checks    {bitten} of {} are failed by a flaw\n",
        kata.kata.bold(),
        kata.accepted.len(),
        kata.flawed.len(),
        kata.checks.len(),
    )
}
