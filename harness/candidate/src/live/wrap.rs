//! Coloured lines in the width of a screen.

use ratatui_core::text::{Line, Span};
use unicode_width::UnicodeWidthChar;

/// Each line in as many lines of `width` as it takes; nothing is left out.
pub(crate) fn wrapped(lines: Vec<Line<'static>>, width: usize) -> Vec<Line<'static>> {
    lines.into_iter().flat_map(|line| broken(line, width.max(2))).collect()
}

fn broken(line: Line<'static>, width: usize) -> Vec<Line<'static>> {
    if line.width() <= width {
        return vec![line];
    }
    let (mut done, mut open, mut used) = (Vec::new(), Vec::new(), 0);
    for span in line.spans {
        let mut run = String::new();
        for letter in span.content.chars() {
            let wide = letter.width().unwrap_or(0);
            if used + wide > width {
                open.push(Span::styled(std::mem::take(&mut run), span.style));
                done.push(Line::from(std::mem::take(&mut open)));
                used = 0;
            }
            run.push(letter);
            used += wide;
        }
        open.push(Span::styled(run, span.style));
    }
    done.push(Line::from(open));
    done
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
}
