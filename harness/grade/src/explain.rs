//! Turns the compiler's errors into what a learner reads: the errors in their own paths, and what to do next, in order.
//!
//! Invariant: neither contains a line of the suite, or of what is appended to the learner's root file.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Span};
use crate::entry_point::{self, EntryPoint};
use crate::render;
use crate::stage::ROOT_FILE;

/// Beyond this, more errors help nobody.
const SHOWN: usize = 20;
const STEPS: usize = 6;

/// What a learner is told about code that does not compile.
#[derive(Debug)]
pub(crate) struct Explained {
    /// The errors, in the order in which rustc gave them.
    pub(crate) diagnostics: String,
    /// What to do, first thing first.
    pub(crate) next: Vec<String>,
}

/// What is the learner's own, so that the rest can be kept out.
pub(crate) struct Territory<'a> {
    /// The sources as the learner wrote them.
    pub(crate) files: &'a BTreeMap<String, String>,
    /// The slug of the kata.
    pub(crate) kata: &'a str,
    /// How `build` is written in the kata's starter.
    pub(crate) entry: EntryPoint,
}

impl Territory<'_> {
    /// Whether a place lies in what the learner wrote.
    pub(crate) fn is_own(&self, span: &Span) -> bool {
        self.files.get(&span.file_name).is_some_and(|text| span.line_start <= text.lines().count().max(1))
    }

    /// Whether a place lies in the lines that we appended, or reaches into them.
    pub(crate) fn is_appended(&self, span: &Span) -> bool {
        let own = self.files.get(ROOT_FILE).map_or(0, |text| text.lines().count());
        span.file_name == ROOT_FILE && span.line_end > own.max(1)
    }

    /// Whether a place lies in the kata's API, of which the learner has a copy.
    pub(crate) fn is_api(&self, span: &Span) -> bool {
        span.file_name.contains(&format!("katas/{}/api/src/", self.kata))
    }
}

/// Explains errors to the one who wrote the code.
pub(crate) fn explain(errors: &[Diagnostic], files: &BTreeMap<String, String>, root: &Path, kata: &str) -> Explained {
    let territory = Territory { files, kata, entry: EntryPoint::of(root, kata) };
    let mut shown: Vec<_> = errors.iter().take(SHOWN).map(|error| show(error, &territory)).collect();
    shown.dedup();
    if errors.len() > SHOWN {
        shown.push(format!("… and {} more errors\n", errors.len() - SHOWN));
    }
    Explained { diagnostics: shown.join("\n"), next: next(errors, &territory) }
}

fn show(error: &Diagnostic, territory: &Territory<'_>) -> String {
    match entry_point::explain(error, territory) {
        Some(step) => format!("error: {}\n", step.what),
        None => render::render(error, territory),
    }
}

/// What to do, in the order in which it pays: what cannot be read, what is not found, what the suite calls, what a trait
/// wants, and then the rest from top to bottom.
fn next(errors: &[Diagnostic], territory: &Territory<'_>) -> Vec<String> {
    let mut steps: Vec<_> = errors.iter().map(|error| step(error, territory)).collect();
    steps.sort_by_key(|(order, _)| *order);
    let mut next: Vec<String> = Vec::new();
    let without_seams =
        steps.iter().any(|(order, step)| *order == Order::EntryPoint && step.contains(entry_point::SEAMS));
    for (order, step) in steps {
        // The learner's own mentions of what is yet to be written need no word.
        let follows = without_seams && order == Order::Rest && step.contains("cannot find type `Seams`");
        if !follows && !next.contains(&step) {
            next.push(step);
        }
    }
    if next.len() > STEPS {
        let more = next.len() - STEPS;
        next.truncate(STEPS);
        next.push(format!("then {more} more"));
    }
    next
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Unreadable,
    NotFound,
    EntryPoint,
    Missing,
    Rest,
}

fn step(error: &Diagnostic, territory: &Territory<'_>) -> (Order, String) {
    if let Some(step) = entry_point::explain(error, territory) {
        return (Order::EntryPoint, step.what);
    }
    let at = place(error, territory);
    match error.code() {
        "E0583" => (Order::NotFound, format!("{}{}", render::tidy(&file_to_create(error), territory), bracketed(&at))),
        "E0432" | "E0433" if is_unlinked(error) => (Order::NotFound, format!("{}{}", unlinked(error), bracketed(&at))),
        "E0046" => (Order::Missing, format!("write {}{}", missing(error), bracketed(&at))),
        code => {
            let order = if code.is_empty() || is_lexical(code) { Order::Unreadable } else { Order::Rest };
            let message = render::tidy(&headline(error), territory);
            (order, at.map_or_else(|| format!("fix this first: {message}"), |at| format!("fix {at}: {message}")))
        }
    }
}

/// Errors of the lexer and the parser that have a code of their own.
fn is_lexical(code: &str) -> bool {
    matches!(code, "E0748" | "E0758" | "E0762" | "E0763" | "E0765" | "E0766" | "E0753" | "E0585" | "E0586")
}

/// `src/lot.rs:31`: where the error is, or the nearest place of the learner's that it speaks of.
fn place(error: &Diagnostic, territory: &Territory<'_>) -> Option<String> {
    let notes = error.children.iter().flat_map(|note| &note.spans);
    // What was opened says more than the end of the file.
    let opened = error.spans.iter().filter(|span| span.label.as_deref() == Some("unclosed delimiter"));
    let mut all = opened.chain(error.primary()).chain(&error.spans).chain(notes).flat_map(Span::backtrace);
    let own = all.find(|span| territory.is_own(span))?;
    Some(format!("{}:{}", own.file_name, own.line_start))
}

fn bracketed(at: &Option<String>) -> String {
    at.as_ref().map(|at| format!(" ({at})")).unwrap_or_default()
}

/// The message, with what rustc writes under the place, and the import that it suggests.
fn headline(error: &Diagnostic) -> String {
    let label = error.primary().and_then(|span| span.label.as_deref()).filter(|label| {
        !error.message.contains(label) && !label.starts_with("not found in") && !label.starts_with("could not find")
    });
    let suggested =
        error.children.iter().flat_map(|note| &note.spans).filter_map(|span| span.suggested_replacement.as_deref());
    let import = suggested.map(str::trim).find(|text| text.starts_with("use ") && text.ends_with(';'));
    let import = import.map(|import| import.replacen("use core::", "use std::", 1));
    match (import, label) {
        (Some(import), _) => format!("{}: add `{import}`", error.message),
        (None, Some(label)) => format!("{}: {label}", error.message),
        (None, None) => error.message.clone(),
    }
}

fn file_to_create(error: &Diagnostic) -> String {
    let help = error.children.iter().find_map(|note| note.message.split_once(", create file "));
    match help {
        Some((_, files)) => format!("create the file {}", files.replace('"', "`")),
        None => error.message.clone(),
    }
}

fn is_unlinked(error: &Diagnostic) -> bool {
    let speaks = |text: &str| text.contains("unlinked crate");
    speaks(&error.message) || error.spans.iter().any(|span| span.label.as_deref().is_some_and(speaks))
}

fn unlinked(error: &Diagnostic) -> String {
    let label = error.primary().and_then(|span| span.label.as_deref()).unwrap_or(&error.message);
    let name = label.split('`').rev().nth(1).unwrap_or("this");
    format!(
        "`{name}` is not found: for a module of yours, add `mod {name};`; a crate other than std and the kata's API is not \
         there in an interview, so write the part that you need"
    )
}

/// `exit` and `availability` for `impl ParkingLot for Lot`.
fn missing(error: &Diagnostic) -> String {
    let names: Vec<_> = error
        .message
        .split_once("missing:")
        .map(|(_, names)| names.split(',').map(str::trim).collect())
        .unwrap_or_default();
    let line =
        error.primary().and_then(|span| span.text.first()).map(|line| line.text.trim().trim_end_matches('{').trim());
    let names = match &names[..] {
        [] => "what is missing".to_owned(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    };
    match line {
        Some(line) if line.starts_with("impl") => format!("{names} for `{line}`"),
        _ => names,
    }
}
