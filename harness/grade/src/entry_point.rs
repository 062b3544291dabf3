//! What the suite calls of a submission, and errors about it in words that do not show the call.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Span};
use crate::explain::Territory;
use crate::render;
use crate::stage::ROOT_FILE;
use crate::twists;

/// What comes first.
pub(crate) const SEAMS: &str = "`pub struct Seams`";
const NEW: &str = "`pub fn new(config: &Config) -> Seams`";

/// How the kata's starter writes `build`, and its twists their build functions.
#[derive(Clone, Debug)]
pub(crate) struct EntryPoint {
    build: String,
    /// By the name of the function.
    twists: BTreeMap<String, String>,
}

impl EntryPoint {
    /// Reads it from a starter; a kata without one gets the general form.
    pub(crate) fn of(root: &Path, kata: &str) -> EntryPoint {
        let starter = root.join("katas").join(kata).join("starter");
        let found = ["given", "open"].iter().find_map(|kind| {
            let text = fs::read_to_string(starter.join(kind).join(ROOT_FILE)).ok()?;
            signature(&text)
        });
        let general = || "pub fn build(config: Config, ports: Ports, seams: Seams) -> Arc<dyn …>".to_owned();
        EntryPoint { build: format!("`{}`", found.unwrap_or_else(general)), twists: twists::signatures(root, kata) }
    }

    /// The function that a line of ours calls, and how it is to be written.
    fn called_in(&self, line: &str) -> (String, String) {
        let called = line.rsplit_once("crate::").map_or("", |(_, rest)| rest.split('(').next().unwrap_or_default());
        match self.twists.get(called) {
            Some(signature) => (called.to_owned(), format!("`{signature}`")),
            None => ("build".to_owned(), self.build.clone()),
        }
    }
}

/// `pub fn build(…) -> …`, on one line.
fn signature(text: &str) -> Option<String> {
    let start = text.find("pub fn build(")?;
    let end = start + text[start..].find('{')?;
    Some(text[start..end].split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What an error about the suite's call means for the learner.
#[derive(Debug)]
pub(crate) struct Step {
    /// A sentence that says what to write, and where.
    pub(crate) what: String,
}

/// Explains an error that is raised in the lines that we appended, or by their absence. None for any other.
pub(crate) fn explain(error: &Diagnostic, territory: &Territory<'_>) -> Option<Step> {
    let primary = error.primary()?;
    if !territory.is_appended(primary) || is_unfinished(error, primary, territory) {
        return None;
    }
    Some(Step { what: sentence(error, primary, territory) })
}

/// A group, a string or a comment that never ends reaches into our lines, and is the learner's own error.
fn is_unfinished(error: &Diagnostic, primary: &Span, territory: &Territory<'_>) -> bool {
    let reaches = primary.line_start < primary.line_end && territory.is_own(primary);
    reaches || error.code().is_empty() && error.spans.iter().any(|span| territory.is_own(span))
}

fn sentence(error: &Diagnostic, primary: &Span, territory: &Territory<'_>) -> String {
    let build = &territory.entry.build;
    let says = |word: &str| error.message.contains(word);
    match error.code() {
        "E0601" => format!("{ROOT_FILE} is switched off as a whole: remove the `#![cfg(…)]` at its top"),
        "E0428" | "E0255" | "E0260" | "E0259" | "E0659" => taken(error, territory),
        "E0425" | "E0423" | "E0424" if says("`build`") => format!("write {build} in {ROOT_FILE}"),
        "E0425" if says("`scenario`") => "write `pub fn scenario()`: it is run once for each schedule".to_owned(),
        "E0433" | "E0412" | "E0425" if says("`Seams`") => {
            format!("write {SEAMS}, with a field for each role, and {NEW} for it, in {ROOT_FILE}")
        }
        "E0599" if says("`new`") => format!("write {NEW} in `impl Seams`{}", near(error, territory)),
        "E0624" if says("`new`") => format!("make `Seams::new` public: {NEW}{}", near(error, territory)),
        "E0603" => format!("make `build` and `Seams` public, and import them with `pub use` in {ROOT_FILE}"),
        _ => mismatch(error, primary, territory),
    }
}

/// A name at the root that we need ourselves.
fn taken(error: &Diagnostic, territory: &Territory<'_>) -> String {
    let name = error.message.split('`').nth(1).unwrap_or("a name");
    format!("`{name}` at the root of the crate is taken by the grader: choose another name{}", near(error, territory))
}

/// The signature of `build` or of `Seams::new` is not what the suite calls.
fn mismatch(error: &Diagnostic, primary: &Span, territory: &Territory<'_>) -> String {
    let line = primary.text.first().map_or("", |line| line.text.as_str());
    let is_new = line.find("crate::build").is_some_and(|column| primary.column_start <= column)
        && !line.get(primary.column_start.saturating_sub(1)..).is_some_and(|rest| rest.starts_with('|'));
    let (called, signature) = territory.entry.called_in(line);
    let (name, wanted) = if is_new { ("Seams::new", NEW) } else { (called.as_str(), signature.as_str()) };
    let label = primary.label.as_deref().filter(|label| !error.message.contains(label));
    let why = label.map_or_else(|| error.message.clone(), |label| format!("{}: {label}", error.message));
    let near = match near(error, territory) {
        near if near.is_empty() && !is_new => line_of(name, territory),
        near => near,
    };
    format!("`{name}` must be {wanted}{near}: {}", render::tidy(&why, territory))
}

/// ` (src/lib.rs:7)`: the place of the learner's that the error speaks of.
fn near(error: &Diagnostic, territory: &Territory<'_>) -> String {
    let notes = error.children.iter().flat_map(|note| &note.spans);
    let own = error.spans.iter().chain(notes).flat_map(Span::backtrace).find(|span| territory.is_own(span));
    own.map(|span| format!(" ({}:{})", span.file_name, span.line_start)).unwrap_or_default()
}

fn line_of(function: &str, territory: &Territory<'_>) -> String {
    let root = territory.files.get(ROOT_FILE).map_or("", String::as_str);
    let line = root
        .lines()
        .position(|line| line.contains(&format!("fn {function}(")) || line.contains(&format!("fn {function}<")));
    line.map(|line| format!(" ({ROOT_FILE}:{})", line + 1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_read_from_a_starter_in_one_line() {
        let text = "use x;\n\npub fn build(\n    config: Config,\n    ports: Ports,\n) -> Arc<dyn ParkingLot> {\n    todo!()\n}\n";
        assert_eq!(signature(text).unwrap(), "pub fn build( config: Config, ports: Ports, ) -> Arc<dyn ParkingLot>");
        assert_eq!(signature("fn other() {}"), None);
    }
}
