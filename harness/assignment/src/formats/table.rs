//! For people: a line a submission, in columns that fit names of any script.

use std::collections::BTreeMap;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::words;
use crate::{Row, Standing, Table};

/// As wide as a name or a note may be.
const WIDEST: usize = 40;
const HEAD: [&str; 7] = ["student", "attempt", "submitted", "result", "score", "signal", "missed"];

/// The whole table, with a line about the run above it, and the sums and notes below.
pub(super) fn text(table: &Table) -> String {
    let run = &table.run;
    let due = run.due_ms().map(|due| format!(", due {}", run.shown(due))).unwrap_or_default();
    let mut text = format!("{}: {} at {}, {}{due}\n\n", run.assignment, run.kata, run.level, run.tier.word());
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(table.rows.iter().map(|row| cells(table, row)));
    for line in columns(&rows) {
        text += &line;
        text.push('\n');
    }
    _ = writeln!(text, "\n{}", sums(table));
    for line in notes(table) {
        _ = writeln!(text, "{line}");
    }
    text
}

fn cells(table: &Table, row: &Row) -> [String; 7] {
    let submitted = row.record.as_ref().and_then(|record| record.submitted);
    let late = if row.late { " late" } else { "" };
    let missed = words::missed(row);
    let first = missed.first().map(|id| (*id).to_owned()).unwrap_or_default();
    [
        shortened(&words::plain(&row.student), WIDEST),
        attempt(row),
        submitted.map(|at| table.run.shown(at) + late).unwrap_or_default(),
        row.standing().word().to_owned(),
        words::score(row),
        words::signal(row),
        if missed.len() > 1 { format!("{first} and {} more", missed.len() - 1) } else { first },
    ]
}

/// The one that counts is the last; with one alone there is nothing to say.
fn attempt(row: &Row) -> String {
    match (row.attempts, row.counts) {
        (0 | 1, _) => String::new(),
        (of, true) => format!("{} of {of}", row.attempt),
        (of, false) => format!("({} of {of})", row.attempt),
    }
}

fn sums(table: &Table) -> String {
    let mut sums: BTreeMap<Standing, usize> = BTreeMap::new();
    table.rows.iter().for_each(|row| *sums.entry(row.standing()).or_default() += 1);
    let late = table.rows.iter().filter(|row| row.late).count();
    let mut parts: Vec<String> = sums.iter().map(|(standing, count)| format!("{count} {}", standing.word())).collect();
    if late > 0 {
        parts.push(format!("{late} late"));
    }
    if table.rows.iter().any(|row| !row.counts) {
        parts.push("of several attempts the last one counts".to_owned());
    }
    parts.join(" · ")
}

fn notes(table: &Table) -> Vec<String> {
    let of_row = |row: &Row| {
        let name = row.record.as_ref().map_or("", |record| record.submission.as_str()).to_owned();
        words::notes(row).into_iter().map(move |note| format!("note: {}: {}", words::plain(&name), words::plain(&note)))
    };
    let own = table.notes.iter().map(|note| format!("note: {}", words::plain(note)));
    own.chain(table.rows.iter().flat_map(of_row)).collect()
}

/// Rows in columns that are as wide as their widest cell; a column with nothing but its head is left out.
fn columns<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let is_used = |column: usize| rows.iter().skip(1).any(|row| !row[column].is_empty());
    let used: Vec<usize> = (0..N).filter(|column| is_used(*column)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let line = |row: &[String; N]| {
        let padded = used.iter().map(|&column| {
            let gap = width(column) - row[column].width();
            format!("{}{}", row[column], " ".repeat(gap))
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// At most so many columns of a terminal.
fn shortened(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if format!("{short}{letter}…").width() > widest {
            break;
        }
        short.push(letter);
    }
    short + "…"
}
