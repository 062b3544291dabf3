//! One check of a verdict: its headline, and why it came out as it did.

use colored::{ColoredString, Colorize};
use kata_console::text::{count, indent, justified, thousands, wrapped};
use kata_verdict::{CheckVerdict, Explored, Level, Outcome};

use super::timeline;

/// One line: what became of it, the sentence, and what it is.
pub(crate) fn headline(check: &CheckVerdict, level: Level, width: usize) -> String {
    let above = check.info.level > level;
    let left = format!("{} {}{}", symbol(check.outcome), check.info.title, suffix(check));
    let right = format!("{} · {}", check.info.group.word(), check.info.level);
    let (left, gap) = justified(&left, &right, width);
    let left = if above { left.dimmed() } else { paint(check.outcome, &left) };
    format!("{left}{gap}{}\n", right.dimmed())
}

/// What is said on the headline itself, where no details follow.
fn suffix(check: &CheckVerdict) -> String {
    match (check.outcome, &check.explored) {
        (Outcome::Passed, Some(explored)) => format!(" ({})", strength(explored)),
        (Outcome::Passed | Outcome::Failed, _) => String::new(),
        (Outcome::Skipped, _) if !check.message.is_empty() => format!(" (skipped: {})", first_line(&check.message)),
        (outcome, _) => format!(" ({})", outcome.word()),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// How strong the evidence of a pass is.
fn strength(explored: &Explored) -> String {
    match (explored.schedules, explored.exhaustive) {
        (1, true) => "its only schedule".to_owned(),
        (schedules, true) => format!("all {} schedules", thousands(schedules)),
        (schedules, false) => format!("{} schedules, not exhaustive", thousands(schedules)),
    }
}

/// The message, the interleaving and the notes. Empty where there is nothing to explain.
pub(crate) fn details(check: &CheckVerdict, steps: usize, width: usize) -> String {
    let evidence = &check.evidence;
    // How a check came to what is not written yet tells nothing.
    if let Some(place) = &evidence.stub {
        return format!("  not written yet: {place}\n");
    }
    let prose =
        |text: &str| text.lines().map(|line| indent(&wrapped(line, width.saturating_sub(2)), 2)).collect::<String>();
    let mut text = prose(&check.message);
    if !evidence.timeline.is_empty() {
        text += &format!("  {}\n", introduction(check));
        text += &indent(&timeline::lines(&evidence.timeline, steps).join("\n"), 4);
    }
    for note in &evidence.notes {
        text += &prose(note);
    }
    text
}

/// How to see the interleaving again; empty where there is none to see. `flags` name the submission.
pub(crate) fn again(check: &CheckVerdict, flags: &str) -> String {
    if check.evidence.schedule.is_none() || check.evidence.timeline.is_empty() || check.evidence.stub.is_some() {
        return String::new();
    }
    format!("  {}\n", format!("Again: cargo xtask replay {}{flags}", check.info.id).cyan())
}

fn introduction(check: &CheckVerdict) -> String {
    let preemptions = check.evidence.preemptions.map(|number| count(number as usize, "preemption"));
    let found = check.explored.and_then(|explored| found_after(&explored));
    let facts: Vec<String> = [preemptions, found].into_iter().flatten().collect();
    match facts.as_slice() {
        [] => "What happened:".to_owned(),
        facts => format!("Shortest failing schedule ({}):", facts.join("; ")),
    }
}

fn found_after(explored: &Explored) -> Option<String> {
    let first = explored.first_failure?;
    Some(if explored.exhaustive {
        format!("found after {} of {}, search was exhaustive", thousands(first), thousands(explored.schedules))
    } else {
        format!("found after {} schedule{}", thousands(first), if first == 1 { "" } else { "s" })
    })
}

/// A sign for an outcome.
pub(super) fn symbol(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "✓",
        Outcome::Skipped | Outcome::NotAttempted => "○",
        Outcome::Inconclusive => "?",
        _ => "✗",
    }
}

/// The colour of an outcome.
pub(super) fn paint(outcome: Outcome, text: &str) -> ColoredString {
    match outcome {
        Outcome::Passed => text.green(),
        Outcome::Skipped | Outcome::NotAttempted => text.dimmed(),
        Outcome::Inconclusive => text.yellow(),
        _ => text.red().bold(),
    }
}
