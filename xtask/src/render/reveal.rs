//! The accepted designs beside the learner's own: notes, shapes, and a diff.

use colored::Colorize;
use kata_catalog::Accepted;
use kata_console::text::{columns, count, indent, wrapped};

use crate::commands::reveal::Shape;
use crate::sources::Sources;

/// Every design with its note and its shape; the learner's own first.
pub(crate) fn all(designs: &[(Accepted, Shape)], mine: &Shape, width: usize) -> String {
    let mut text = format!("{}\n{}", "yours".bold(), indent(&wrapped(&sentence(mine), width - 2), 2).dimmed());
    for (design, shape) in designs {
        text += &format!("\n{}\n{}", design.name.bold(), indent(&note(design, width - 2), 2));
        text += &indent(&wrapped(&sentence(shape), width - 2), 2).dimmed().to_string();
    }
    if designs.is_empty() {
        return text + "\nThe kata has no accepted design yet.\n";
    }
    text + &format!("\nNext: `cargo xtask reveal {}` shows one of them beside yours, with a diff.\n", designs[0].0.name)
}

/// One design: its note, where it lies, and both shapes side by side.
pub(crate) fn one(design: &Accepted, place: &str, [mine, theirs]: [&Shape; 2], width: usize) -> String {
    let list = |items: &[String]| if items.is_empty() { "–".to_owned() } else { items.join(", ") };
    let rows = [
        [String::new(), "yours".to_owned(), design.name.clone()],
        ["lines of code".to_owned(), mine.lines.to_string(), theirs.lines.to_string()],
        ["types".to_owned(), mine.types.to_string(), theirs.types.to_string()],
        ["seams".to_owned(), list(&mine.seams), list(&theirs.seams)],
        ["behind a lock".to_owned(), list(&mine.locked), list(&theirs.locked)],
        ["through a channel".to_owned(), list(&mine.sent), list(&theirs.sent)],
    ];
    let table = indent(&columns(&rows).join("\n"), 2);
    format!("{}  {}\n{}\n{table}\n", design.name.bold(), place.dimmed(), note(design, width))
}

/// What would turn the learner's sources into the design's, file by file.
pub(crate) fn diff(mine: &Sources, theirs: &Sources) -> String {
    let mut names: Vec<&String> = mine.keys().chain(theirs.keys()).collect();
    names.sort();
    names.dedup();
    let files = names.into_iter().filter_map(|name| {
        let [before, after] = [mine, theirs].map(|side| side.get(name).map(String::as_str).unwrap_or_default());
        (before != after).then(|| file(name, before, after))
    });
    files.collect()
}

fn file(name: &str, before: &str, after: &str) -> String {
    let patch = diffy::create_patch(before, after).to_string();
    // The first two lines name the sides; here they are the same for every file.
    let lines = patch.lines().skip(2).map(|line| match line.as_bytes().first() {
        Some(b'+') => format!("{}\n", line.green()),
        Some(b'-') => format!("{}\n", line.red()),
        Some(b'@') => format!("{}\n", line.cyan()),
        _ => format!("{line}\n"),
    });
    let side = match (before.is_empty(), after.is_empty()) {
        (true, false) => " (only in the design)",
        (false, true) => " (only in yours)",
        _ => "",
    };
    format!("{}{side}\n{}\n", name.bold(), lines.collect::<String>())
}

fn note(design: &Accepted, width: usize) -> String {
    let note = design.note();
    // Paragraphs are wrapped anew; what is a list or an example stays as it is.
    let paragraphs = note.split("\n\n").map(|paragraph| match paragraph.starts_with(['-', '*', '|', ' ', '`']) {
        true => paragraph.to_owned(),
        false => wrapped(&paragraph.replace('\n', " "), width),
    });
    paragraphs.collect::<Vec<_>>().join("\n\n") + "\n"
}

fn sentence(shape: &Shape) -> String {
    let list = |what: &str, items: &[String]| (!items.is_empty()).then(|| format!("{what} {}", items.join(", ")));
    let size = format!("{} in {}", count(shape.lines, "line"), count(shape.types, "type"));
    let parts =
        [Some(size), list("seams:", &shape.seams), list("locks:", &shape.locked), list("channels:", &shape.sent)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::diff;

    #[test]
    fn files_that_differ_are_shown_and_what_is_on_one_side_only_is_said() {
        colored::control::set_override(false);
        let side = |files: &[(&str, &str)]| files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        let mine = side(&[("src/lib.rs", "a\nb\n"), ("src/same.rs", "x\n"), ("src/own.rs", "o\n")]);
        let theirs = side(&[("src/lib.rs", "a\nc\n"), ("src/same.rs", "x\n"), ("src/new.rs", "n\n")]);
        assert_eq!(
            diff(&mine, &theirs),
            "src/lib.rs\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n\n\
             src/new.rs (only in the design)\n@@ -0,0 +1 @@\n+n\n\n\
             src/own.rs (only in yours)\n@@ -1 +0,0 @@\n-o\n\n"
        );
    }
}
