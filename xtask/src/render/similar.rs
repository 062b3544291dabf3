//! Submissions that are alike, side by side.

use std::fmt::Write;

use colored::Colorize;
use kata_console::text::count;
use kata_similar::{Lines, Pair, Passage, Source};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::class::Alike;

/// As many pairs are shown, passages of each, and lines of a passage.
const PAIRS: usize = 20;
const PASSAGES: usize = 3;
const LINES: usize = 12;

/// All of it, under a headline that says what it is worth.
pub(crate) fn text(alike: &Alike, least: u32, width: usize) -> String {
    let Alike { sources, pairs, left_out } = alike;
    let mut text = String::from("\n");
    _ = match pairs.len() {
        0 => writeln!(text, "{}: no two are alike by {least} % or more.", compared(sources.len())),
        number => writeln!(text, "{}: {} alike by {least} % or more.", compared(sources.len()), count(number, "pair")),
    };
    if !pairs.is_empty() {
        text += "A hint, and no proof: look at the lines, and ask. The starter, the API and what nearly all have do not count.\n";
    }
    for pair in pairs.iter().take(PAIRS) {
        text += &shown(pair, sources, width);
    }
    if pairs.len() > PAIRS {
        _ = writeln!(text, "\nand {} that are less alike", count(pairs.len() - PAIRS, "more pair"));
    }
    if *left_out > 0 {
        let what = count(*left_out, "submission");
        _ = writeln!(
            text,
            "note: {what} could not be compared, since the source is not here: grade-all --resume keeps it"
        );
    }
    text
}

fn compared(number: usize) -> String {
    format!("{} compared", count(number, "submission"))
}

fn shown(pair: &Pair, sources: &[Source], width: usize) -> String {
    let [first, second] = pair.sources.map(|source| &sources[source]);
    let share =
        |source: &Source, side: usize| format!("{} ({} %)", plain(&source.author, 40), pair.shares[side].percent());
    let headline = format!("{} and {}", share(first, 0), share(second, 1));
    let mut text = format!("\n{}\n", headline.bold());
    for (source, side) in [(first, 0), (second, 1)] {
        if source.name != source.author {
            let matching = pair.shares[side];
            let name = plain(&source.name, 60);
            _ = writeln!(text, "  {name}: {} of {} tokens", matching.matching, matching.of);
        }
    }
    for passage in pair.passages.iter().take(PASSAGES) {
        text += &side_by_side(passage, [first, second], width);
    }
    if pair.passages.len() > PASSAGES {
        let rest = &pair.passages[PASSAGES..];
        let places = rest.iter().take(6).map(|passage| place(&passage.lines[0])).collect::<Vec<_>>().join(", ");
        let more = if rest.len() > 6 { ", …" } else { "" };
        _ = writeln!(text, "  {}: {places}{more}", count(rest.len(), "more passage"));
    }
    text
}

fn place(lines: &Lines) -> String {
    let file = plain(&lines.file, 40);
    if lines.first == lines.last {
        format!("{file}:{}", lines.first)
    } else {
        format!("{file}:{}-{}", lines.first, lines.last)
    }
}

/// The lines of both, in two columns.
fn side_by_side(passage: &Passage, sources: [&Source; 2], width: usize) -> String {
    let column = width.saturating_sub(7) / 2;
    let [left, right] = [0, 1].map(|side| {
        let lines = &passage.lines[side];
        let head = place(lines);
        let all = lines_of(sources[side], lines);
        (head, all)
    });
    let mut text =
        format!("  {} │ {}\n", padded(&left.0, column), fitted(&right.0, column).trim_end()).dimmed().to_string();
    let rows = left.1.len().max(right.1.len());
    let empty = String::new();
    for row in 0..rows.min(LINES) {
        let [left, right] = [&left.1, &right.1].map(|lines| lines.get(row).unwrap_or(&empty));
        text += format!("  {} │ {}", padded(left, column), fitted(right, column)).trim_end();
        text.push('\n');
    }
    if rows > LINES {
        _ = writeln!(text, "  {}", count(rows - LINES, "more line").dimmed());
    }
    text
}

/// The lines of a passage, without the indentation that all of them have.
fn lines_of(source: &Source, lines: &Lines) -> Vec<String> {
    let file = source.files.iter().find(|(path, _)| *path == lines.file).map_or("", |(_, text)| text.as_str());
    let all: Vec<String> = file
        .lines()
        .skip(lines.first.saturating_sub(1))
        .take(lines.last + 1 - lines.first)
        .map(|line| plain(&line.replace('\t', "    "), 200))
        .collect();
    let indent = |line: &String| line.len() - line.trim_start().len();
    let common = all.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    all.into_iter().map(|line| line.get(common..).unwrap_or("").trim_end().to_owned()).collect()
}

/// A student's text on one line, with what a terminal would obey made visible.
fn plain(text: &str, widest: usize) -> String {
    fitted(&kata_archive::shown(text), widest)
}

/// At most so many columns of a terminal.
fn fitted(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.to_owned();
    }
    let (mut short, mut used) = (String::new(), 1);
    for letter in text.chars() {
        used += letter.width().unwrap_or(0);
        if used > widest {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

fn padded(text: &str, columns: usize) -> String {
    let text = fitted(text, columns);
    let gap = columns.saturating_sub(text.width());
    text + &" ".repeat(gap)
}
