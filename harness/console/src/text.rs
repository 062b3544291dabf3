//! Small pieces of text: padding, indenting, numbers.

use serde::Serialize;

use crate::Failure;

/// One JSON object, on lines of its own.
///
/// # Errors
///
/// Where the value has no JSON form, which is a fault of ours.
pub fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Failure::Fault(format!("the outcome has no JSON form: {error}")))
}

/// `1234567` as `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// Each line of `text`, indented.
pub fn indent(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", if line.is_empty() { "" } else { &"                "[..by.min(16)] }))
        .collect()
}

/// Text in lines of `width`, broken between words. A word that is too long has a line of its own.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= width) {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// A line that is too long ends in `…`.
pub fn cut(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    line.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// `left`, then as many spaces as put `right` at the end of a line of `width`. What does not fit has two spaces.
pub fn justified(left: &str, right: &str, width: usize) -> (String, String) {
    let used = left.chars().count() + right.chars().count();
    let gap = width.saturating_sub(used).max(2);
    (left.to_owned(), " ".repeat(gap))
}

/// `1 check`, `2 checks`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(number as u64), if number == 1 { "" } else { "s" })
}

/// Rows in columns that are as wide as their widest cell; no spaces at the end of a line.
pub fn columns<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let cells: Vec<String> = cells.map(|(cell, width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{columns, count, indent, justified, thousands, wrapped};

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree");
        assert_eq!(wrapped("extraordinary is long", 8), "extraordinary\nis long");
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let shown = [0, 999, 1000, 20_000, 1_234_567].map(thousands);
        assert_eq!(shown, ["0", "999", "1,000", "20,000", "1,234,567"]);
    }

    #[test]
    fn one_is_singular() {
        assert_eq!([count(0, "check"), count(1, "check"), count(2, "check")], ["0 checks", "1 check", "2 checks"]);
    }

    #[test]
    fn columns_are_aligned_and_an_empty_one_takes_no_room() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned);
        assert_eq!(columns(&[row(["a", "", "b"]), row(["long", "", ""])]), ["a     b", "long"]);
    }

    #[test]
    fn empty_lines_are_not_indented() {
        assert_eq!(indent("a\n\nb", 2), "  a\n\n  b\n");
    }

    #[test]
    fn what_does_not_fit_keeps_two_spaces() {
        assert_eq!(justified("left", "right", 3).1, "  ");
        assert_eq!(justified("left", "right", 12).1, "   ");
    }
}
