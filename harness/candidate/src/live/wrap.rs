//! Coloured lines in the width of a screen.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use unicode_width::UnicodeWidthChar;

/// Each line in as many lines of `width` as it takes; nothing is left out. A line breaks after a space in its last third, where there is one.
pub(crate) fn wrapped(lines: Vec<Line<'static>>, width: usize) -> Vec<Line<'static>> {
    lines.into_iter().flat_map(|line| broken(line, width.max(2))).collect()
}

fn broken(line: Line<'static>, width: usize) -> Vec<Line<'static>> {
    if line.width() <= width {
        return vec![line];
    }
    let styled = |span: Span<'static>| span.content.chars().map(|letter| (letter, span.style)).collect::<Vec<_>>();
    let letters: Vec<(char, Style)> = line.spans.into_iter().flat_map(styled).collect();
    let (mut done, mut rest) = (Vec::new(), letters.as_slice());
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_piece(rest, width));
        done.push(spans(piece));
        rest = after;
    }
    done
}

/// How many letters go into one line.
fn end_of_piece(letters: &[(char, Style)], width: usize) -> usize {
    let mut used = 0;
    let wide = |letter: &char| letter.width().unwrap_or(0);
    let fitting = letters.iter().take_while(|(letter, _)| {
        used += wide(letter);
        used <= width
    });
    let fits = fitting.count().max(1);
    if fits == letters.len() || letters[fits].0 == ' ' {
        return fits;
    }
    let space = letters[..fits].iter().rposition(|(letter, _)| *letter == ' ');
    space.map(|at| at + 1).filter(|end| end * 3 >= fits * 2).unwrap_or(fits)
}

fn spans(letters: &[(char, Style)]) -> Line<'static> {
    let runs = letters.chunk_by(|one, next| one.1 == next.1);
    runs.map(|run| Span::styled(run.iter().map(|(letter, _)| *letter).collect::<String>(), run[0].1)).collect()
}

#[cfg(test)]
mod tests {
    use ratatui_core::style::{Color, Style};
    use ratatui_core::text::{Line, Span};

    use super::wrapped;

    #[test]
    fn a_long_line_goes_on_below_in_its_colours() {
        let red = Style::new().fg(Color::Red);
        let line = Line::from(vec![Span::raw("ab"), Span::styled("cdefg", red)]);
        let shown = wrapped(vec![line, Line::from("")], 3);
        let text: Vec<String> = shown.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["abc", "def", "g", ""]);
        assert_eq!(shown[2].spans[0].style, red);
    }

    #[test]
    fn a_wide_letter_is_never_cut_in_two() {
        let text: Vec<String> = wrapped(vec![Line::from("a駐車場")], 4).iter().map(ToString::to_string).collect();
        assert_eq!(text, ["a駐", "車場"]);
    }

    #[test]
    fn a_line_breaks_between_words_unless_that_leaves_much_of_it_empty() {
        let broken = |text: &'static str, width| {
            wrapped(vec![Line::from(text)], width).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(broken("panicked at src/lot.rs:28:9:", 16), ["panicked at ", "src/lot.rs:28:9:"]);
        assert_eq!(broken("of one::long::path::only", 12), ["of one::long", "::path::only"]);
        assert_eq!(broken("seven letters", 5), ["seven", " lett", "ers"]);
    }
}
