//! Why a check came out as it did, as plain text for a form that has a field for it.

use std::fmt::Write;

use kata_verdict::{CheckVerdict, Outcome, Step};

use super::clean;

/// The longest explanation of one check, in bytes.
const LONGEST: usize = 8 * 1024;

/// One line: what was seen, or the word for what became of it.
pub(super) fn headline(check: &CheckVerdict) -> String {
    if let Some(place) = &check.evidence.stub {
        return format!("not written yet: {}", clean::line(place, 200));
    }
    let first = check.message.lines().map(|line| clean::line(line, 500)).find(|line| !line.is_empty());
    first.unwrap_or_else(|| check.outcome.word().to_owned())
}

/// All of it: the message, the client's calls, the interleaving, the notes. Empty where there is nothing to explain.
pub(super) fn details(check: &CheckVerdict) -> String {
    let evidence = &check.evidence;
    if evidence.stub.is_some() {
        return headline(check);
    }
    let mut text = check.message.trim_end().to_owned();
    if text.is_empty() && check.outcome != Outcome::Passed {
        text += check.outcome.word();
    }
    section(&mut text, "The calls that show it:", evidence.calls.iter().map(String::clone));
    section(&mut text, "What happened, in this order:", evidence.timeline.iter().map(step));
    section(&mut text, "Besides:", evidence.notes.iter().map(String::clone));
    clean::block(&text, LONGEST)
}

/// What the submission printed while the check ran.
pub(super) fn output(check: &CheckVerdict) -> String {
    clean::block(&check.output, LONGEST)
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    for (number, line) in lines.enumerate() {
        if number == 0 {
            _ = write!(text, "\n{title}");
        }
        _ = write!(text, "\n  {}", line.trim_end());
    }
}

fn step(step: &Step) -> String {
    let Step { task, at, op, object, value } = step;
    let mut line = format!("{task}  {}  {op}", at.as_deref().unwrap_or("(the suite)"));
    if let Some(object) = object {
        _ = write!(line, " {object}");
    }
    if let Some(value) = value {
        _ = write!(line, " = {value}");
    }
    line
}
