//! What became of an explored file, for people.

use colored::Colorize;
use kata_console::text::{count, indent, thousands};
use kata_verdict::Outcome;

use super::{check, timeline};
use crate::commands::explore::{Explored, Report};

/// How it came out, and the evidence.
pub(crate) fn human(report: &Report) -> String {
    let Some(outcome) = report.outcome else { return unjudged(report) };
    let mut text = headline(report, outcome);
    text += &indent(&report.message, 2);
    if !report.timeline.is_empty() {
        text += &format!("  {}\n", introduction(report));
        text += &indent(&timeline::lines(&report.timeline, timeline::IN_A_VERDICT).join("\n"), 4);
    }
    for note in &report.notes {
        text += &indent(note, 2);
    }
    if let Some(schedule) = &report.schedule {
        text += &format!("  {}\n", format!("Again: cargo xtask explore {} --schedule {schedule}", report.file).cyan());
    }
    if !report.output.trim().is_empty() {
        text += &format!("{}\n{}", "Printed (not judged)".bold(), indent(report.output.trim_end(), 4));
    }
    text
}

fn headline(report: &Report, outcome: Outcome) -> String {
    let tried = report.explored.as_ref().map(|explored| format!(": {}", tried(explored))).unwrap_or_default();
    let text = format!("{} {} {}{tried}", check::symbol(outcome), report.file, outcome.word());
    format!("{}\n", check::paint(outcome, &text))
}

fn tried(explored: &Explored) -> String {
    match explored {
        Explored { first_failure: Some(first), .. } => format!("schedule {} fails", thousands(*first)),
        Explored { schedules: 1, exhaustive: true, .. } => "it has only one schedule".to_owned(),
        Explored { schedules, exhaustive: true, .. } => format!("all {} schedules", thousands(*schedules)),
        Explored { schedules, .. } => format!("{} schedules, not exhaustive", thousands(*schedules)),
    }
}

fn introduction(report: &Report) -> String {
    match report.preemptions {
        Some(number) => format!("Shortest failing schedule ({}):", count(number as usize, "preemption")),
        None => "What happened:".to_owned(),
    }
}

/// It was refused, or does not compile.
fn unjudged(report: &Report) -> String {
    let mut text = String::new();
    for refusal in &report.refusals {
        let line = refusal.line.map(|line| format!(":{line}")).unwrap_or_default();
        text += &format!("{} {}{line}: {}\n", "Refused:".red().bold(), refusal.file, refusal.message);
    }
    if !report.diagnostics.is_empty() {
        text += &format!("{}\n\n{}\n", "It does not compile.".red().bold(), report.diagnostics.trim_end());
    }
    for step in report.next.iter().filter(|_| report.refusals.is_empty()) {
        text += &format!("{} {step}\n", "Next:".bold());
    }
    text
}
