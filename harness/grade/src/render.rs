//! Writes one error the way rustc does, without what is not the learner's.
//!
//! Where an error speaks of the learner's own lines only, rustc's own text is kept. Where it shows a line of another crate,
//! or of what we appended, it is written anew from its parts that are the learner's.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Span};
use crate::explain::Territory;

/// One error as text.
pub(crate) fn render(error: &Diagnostic, territory: &Territory<'_>) -> String {
    let shown = match &error.rendered {
        Some(rendered) if is_own(error, territory) => without_foreign_places(rendered, territory),
        _ => anew(error, territory),
    };
    format!("{}\n", tidy(shown.trim_end(), territory))
}

/// Names as the learner wrote them: our std is std, and the API lies beside their code.
pub(crate) fn tidy(text: &str, territory: &Territory<'_>) -> String {
    let api = format!("katas/{}/api/src/", territory.kata);
    let text =
        text.replace("use ::std::", "use std::").replace("kata_std", "std").replace("+ use core::", "+ use std::");
    text.split('\n').map(|line| with_own_api(line, &api)).collect::<Vec<_>>().join("\n")
}

/// Cuts what stands before the API's path, up to the last blank or quote.
fn with_own_api(line: &str, api: &str) -> String {
    let Some(at) = line.find(api) else { return line.to_owned() };
    let before = line[..at].rfind([' ', '`', '"', '(']).map_or(0, |blank| blank + 1);
    let rest = line[at + api.len()..].trim_end_matches(":0");
    format!("{}api/src/{rest}", &line[..before])
}

/// Whether no line of another crate is shown, and none of ours.
fn is_own(error: &Diagnostic, territory: &Territory<'_>) -> bool {
    let parts = std::iter::once(error).chain(&error.children);
    let mut spans = parts.flat_map(|part| &part.spans).flat_map(Span::backtrace);
    spans.all(|span| match territory.is_own(span) {
        true => !territory.is_appended(span),
        // Without its source, a place elsewhere is one line that can be left out.
        false => !territory.is_appended(span) && (span.text.is_empty() || territory.is_api(span)),
    })
}

/// Drops the lines that name a place outside, and those that would import from one of our crates.
fn without_foreign_places(rendered: &str, territory: &Territory<'_>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for line in rendered.lines() {
        let tidied = tidy(line, territory);
        if is_about_macro(line) {
            continue;
        }
        let repeats = tidied.contains("+ use ") && kept.iter().any(|earlier| tidy(earlier, territory) == tidied);
        if repeats || !is_source(line) && names_ours(&tidied, territory) {
            // The rule above a suggestion goes with it.
            kept.pop_if(|last| is_rule(last));
            continue;
        }
        let doubled = is_rule(line) && kept.last().is_some_and(|last| is_rule(last));
        if !doubled && !is_foreign_place(line, territory) {
            kept.push(line.to_owned());
        }
    }
    kept.join("\n")
}

/// Whether a line shows the learner's own text: ` 3 | use serde_json::Value;`.
fn is_source(line: &str) -> bool {
    line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(" |") && !is_rule(line)
}

fn is_rule(line: &str) -> bool {
    line.trim() == "|"
}

fn is_foreign_place(line: &str, territory: &Territory<'_>) -> bool {
    let Some(path) = line.trim_start().strip_prefix("--> ").or_else(|| line.trim_start().strip_prefix("::: ")) else {
        return false;
    };
    let file = path.split(':').next().unwrap_or(path);
    !territory.files.contains_key(file) && !path.contains(&format!("katas/{}/api/src/", territory.kata))
}

/// Crates that the runner is made of: rustc lists what they implement, and proposes what they offer.
const OURS: [&str; 6] = ["kata_", "serde_json::", "serde::", "libtest_mimic", "corosensei", "rustix::"];

fn names_ours(text: &str, territory: &Territory<'_>) -> bool {
    let suite = format!("{}_suite", territory.kata.replace('-', "_"));
    text.contains(&suite) || OURS.iter().any(|name| text.contains(name))
}

/// Notes on macros, which speak of a place that was left out, or of a compiler that is not there.
fn is_about_macro(line: &str) -> bool {
    line.trim() == "= note: in this macro invocation" || line.contains("= note: this error originates in the macro ")
}

/// Writes an error from those of its parts that are the learner's.
fn anew(error: &Diagnostic, territory: &Territory<'_>) -> String {
    let mut text = match error.code() {
        "" => format!("error: {}\n", error.message),
        code => format!("error[{code}]: {}\n", error.message),
    };
    write_places(&mut text, &error.spans, territory);
    for note in error.children.iter().filter(|note| !names_ours(&tidy(&note.message, territory), territory)) {
        // A suggestion without its lines says nothing.
        let suggests = note.spans.iter().any(|span| span.suggested_replacement.is_some());
        if !suggests {
            _ = writeln!(text, "   = {}: {}", note.level, note.message);
            write_places(&mut text, &note.spans, territory);
        }
    }
    text
}

fn write_places(text: &mut String, spans: &[Span], territory: &Territory<'_>) {
    for span in spans.iter().filter_map(|span| span.backtrace().find(|span| territory.is_own(span))) {
        // Writing to a String cannot fail.
        _ = writeln!(text, "  --> {}:{}:{}", span.file_name, span.line_start, span.column_start);
        let line = span.text.first().map_or("", |line| line.text.trim_end());
        let margin = span.line_start.to_string();
        let blank = " ".repeat(margin.len());
        let width =
            if span.line_start == span.line_end { span.column_end.saturating_sub(span.column_start) } else { 1 };
        let indent: String =
            line.chars().take(span.column_start - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let mark = if span.is_primary { "^" } else { "-" }.repeat(width.max(1));
        let label = span.label.as_deref().unwrap_or_default();
        _ = writeln!(text, "{blank} |\n{margin} | {line}\n{blank} | {indent}{mark} {label}");
    }
}
