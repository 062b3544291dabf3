//! What more than one form says of a row.

use kata_verdict::Verdict;

use crate::{Feedback, Row, Run};

/// `18 of 24`, or nothing.
pub(super) fn score(row: &Row) -> String {
    graded(row).map(|verdict| format!("{} of {}", verdict.score.points, verdict.score.of)).unwrap_or_default()
}

/// The highest level that the checks speak for, or nothing.
pub(super) fn signal(row: &Row) -> String {
    graded(row).and_then(|verdict| verdict.signal).map(|level| level.to_string()).unwrap_or_default()
}

/// The checks at or below the level that did not pass.
pub(super) fn missed(row: &Row) -> Vec<&str> {
    graded(row).into_iter().flat_map(Verdict::misses).map(|check| check.info.id.as_str()).collect()
}

/// The verdict, if checks were judged.
pub(super) fn graded(row: &Row) -> Option<&Verdict> {
    row.verdict().filter(|verdict| verdict.submission == kata_verdict::Submission::Graded)
}

/// What a human should know of the row.
pub(super) fn notes(row: &Row) -> Vec<String> {
    let record = row.record.iter().flat_map(|record| record.notes.iter().cloned());
    row.problem().map(str::to_owned).into_iter().chain(record).collect()
}

/// Text that a terminal can show on one line: what it would obey, and what turns the direction of writing, is left out.
pub(super) fn plain(text: &str) -> String {
    let is_turn =
        |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|letter| !letter.is_control() && !is_turn(*letter))
        .collect()
}

/// What students may see. A word that is not known hides most.
pub(super) fn feedback(run: &Run) -> Feedback {
    run.feedback.parse().unwrap_or_default()
}
