//! For a spreadsheet: RFC 4180, a row for each submission.

use super::words;
use crate::{Row, Table};

const HEAD: [&str; 14] = [
    "student",
    "attempt",
    "attempts",
    "counts",
    "submitted",
    "late",
    "result",
    "score",
    "of",
    "signal",
    "missed",
    "submission",
    "digest",
    "notes",
];

/// The whole table.
pub(super) fn text(table: &Table) -> String {
    let mut text = HEAD.join(",") + "\r\n";
    for row in &table.rows {
        text += &cells(table, row).map(|cell| quoted(&cell)).join(",");
        text += "\r\n";
    }
    text
}

fn cells(table: &Table, row: &Row) -> [String; 14] {
    let record = row.record.as_ref();
    let score = words::graded(row).map(|verdict| verdict.score);
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    [
        row.student.clone(),
        row.attempt.to_string(),
        row.attempts.to_string(),
        yes(row.counts),
        record.and_then(|record| record.submitted).map(|at| table.run.rfc3339(at)).unwrap_or_default(),
        yes(row.late),
        row.standing().word().to_owned(),
        score.map(|score| score.points.to_string()).unwrap_or_default(),
        score.map(|score| score.of.to_string()).unwrap_or_default(),
        words::signal(row),
        words::missed(row).join(" "),
        record.map(|record| record.submission.clone()).unwrap_or_default(),
        record.map(|record| record.digest.clone()).unwrap_or_default(),
        words::notes(row).join("; "),
    ]
}

/// A cell that a spreadsheet would take for a formula begins with a quote, as it would if a person had typed it in as text.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if guard.is_empty() && !cell.contains([',', '"', '\n', '\r']) {
        return cell.to_owned();
    }
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_is_never_a_formula() {
        for (cell, written) in [
            ("Zoë", "Zoë"),
            ("Doe, Jane", "\"Doe, Jane\""),
            ("the \"best\"", "\"the \"\"best\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\""),
            ("@SUM", "\"'@SUM\""),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
