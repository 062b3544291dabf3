//! How much of a frame there is room for on a terminal.

/// The text that `compose` makes for so many lines, with fewer of them until it fits below one another with a last line left over. `screen` is
/// columns and rows; None where it can be scrolled, and everything is shown.
pub(super) fn fitting(screen: Option<(usize, usize)>, compose: impl Fn(Option<usize>) -> String) -> String {
    let Some((columns, rows)) = screen else { return compose(None) };
    let room = rows.saturating_sub(1);
    let mut given = room;
    loop {
        let text = compose(Some(given));
        let excess = height(&text, columns).saturating_sub(room);
        if excess == 0 || given == 0 {
            return text;
        }
        given = given.saturating_sub(excess);
    }
}

/// How many lines of a terminal a text takes; one that is longer than a line goes on in the next.
fn height(text: &str, columns: usize) -> usize {
    text.lines().map(|line| letters(line).div_ceil(columns.max(1)).max(1)).sum()
}

/// How many letters of a line are seen: colours take no room.
fn letters(line: &str) -> usize {
    let (mut seen, mut is_colour) = (0, false);
    for letter in line.chars() {
        match letter {
            '\u{1b}' => is_colour = true,
            'm' if is_colour => is_colour = false,
            _ => seen += usize::from(!is_colour),
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::{fitting, height};

    /// A headline, then as many lines as there is room for as this text thinks.
    fn frame(head: &str, lines: Option<usize>) -> String {
        let lines = lines.map_or(99, |room| room.saturating_sub(1));
        format!("{head}\n{}", "line\n".repeat(lines))
    }

    #[test]
    fn what_is_longer_than_a_line_takes_the_lines_that_it_takes() {
        assert_eq!(height("", 10), 0);
        assert_eq!(height("\n1234567890\n12345678901\n", 10), 4);
        assert_eq!(height("\u{1b}[1;32m1234567890\u{1b}[0m\n", 10), 1);
    }

    #[test]
    fn a_frame_keeps_a_line_free_also_where_its_headline_takes_three() {
        let text = |head: &str| fitting(Some((10, 8)), |room| frame(head, room));
        assert_eq!(height(&text("short"), 10), 7);
        assert_eq!(height(&text("a headline of thirty letters !"), 10), 7);
        assert_eq!(fitting(None, |room| frame("short", room)).lines().count(), 100);
    }

    #[test]
    fn what_does_not_fit_at_all_is_shown_as_it_is() {
        assert_eq!(fitting(Some((10, 2)), |_| "1\n2\n3\n".to_owned()), "1\n2\n3\n");
    }
}
