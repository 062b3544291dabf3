//! Text with colours in it, as compilers print it, made safe for a screen of our own.
//!
//! Only colours and weights are kept. Whatever else a program may tell a terminal is dropped, so that nothing that is shown here can move the
//! cursor, rename the window or reach the clipboard.

use anstyle_parse::{DefaultCharAccumulator, Params, Parser, Perform};
use ratatui_core::style::{Color, Modifier, Style};
use ratatui_core::text::{Line, Span};

/// How far a tab goes.
const TAB: usize = 4;

/// The text in lines, with its colours.
pub(crate) fn lines(text: &str) -> Vec<Line<'static>> {
    let mut reader = Reader::default();
    let mut parser = Parser::<DefaultCharAccumulator>::new();
    for byte in text.bytes() {
        parser.advance(&mut reader, byte);
    }
    reader.finish()
}

/// The text without them.
pub(crate) fn plain(text: &str) -> String {
    lines(text).iter().map(|line| format!("{line}\n")).collect()
}

#[derive(Default)]
struct Reader {
    done: Vec<Line<'static>>,
    line: Vec<Span<'static>>,
    run: String,
    column: usize,
    style: Style,
}

impl Reader {
    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.line.push(Span::styled(std::mem::take(&mut self.run), self.style));
        }
    }

    fn end_line(&mut self) {
        self.end_run();
        self.done.push(Line::from(std::mem::take(&mut self.line)));
        self.column = 0;
    }

    fn finish(mut self) -> Vec<Line<'static>> {
        self.end_run();
        if !self.line.is_empty() {
            self.end_line();
        }
        self.done
    }
}

impl Perform for Reader {
    fn print(&mut self, letter: char) {
        if !letter.is_control() {
            self.run.push(letter);
            self.column += 1;
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.end_line(),
            b'\t' => {
                let blanks = TAB - self.column % TAB;
                (0..blanks).for_each(|_| self.print(' '));
            }
            _ => {}
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: u8) {
        if action == b'm' && intermediates.is_empty() && !ignore {
            self.end_run();
            let numbers: Vec<u16> = params.iter().flatten().copied().collect();
            self.style = restyled(self.style, &numbers);
        }
    }
}

/// What a style becomes by the numbers of one `m` sequence.
fn restyled(mut style: Style, numbers: &[u16]) -> Style {
    let mut rest = numbers;
    while let [number, after @ ..] = rest {
        rest = after;
        style = match *number {
            0 => Style::new(),
            1 => style.add_modifier(Modifier::BOLD),
            2 => style.add_modifier(Modifier::DIM),
            3 => style.add_modifier(Modifier::ITALIC),
            4 => style.add_modifier(Modifier::UNDERLINED),
            22 => style.remove_modifier(Modifier::BOLD | Modifier::DIM),
            30..=37 => style.fg(indexed(*number - 30)),
            38 | 48 => {
                let (colour, after) = extended(rest);
                rest = after;
                match colour {
                    Some(colour) if *number == 38 => style.fg(colour),
                    _ => style,
                }
            }
            39 => Style { fg: None, ..style },
            90..=97 => style.fg(indexed(*number - 90 + 8)),
            _ => style,
        };
    }
    style
}

/// The colour after a 38: of the palette, or of its own.
fn extended(numbers: &[u16]) -> (Option<Color>, &[u16]) {
    match numbers {
        [5, index, rest @ ..] => (Some(indexed(*index)), rest),
        [2, red, green, blue, rest @ ..] => {
            let [red, green, blue] = [red, green, blue].map(|part| u8::try_from(*part).unwrap_or(u8::MAX));
            (Some(Color::Rgb(red, green, blue)), rest)
        }
        _ => (None, &[]),
    }
}

fn indexed(index: u16) -> Color {
    const NAMED: [Color; 8] =
        [Color::Black, Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan, Color::Gray];
    match NAMED.get(usize::from(index)) {
        Some(named) => *named,
        None => Color::Indexed(u8::try_from(index).unwrap_or(u8::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use ratatui_core::style::{Color, Modifier, Style};

    use super::{lines, plain};

    #[test]
    fn colours_are_those_of_the_compiler() {
        let shown = lines("\u{1b}[1m\u{1b}[91merror\u{1b}[0m: no\n\u{1b}[38;5;12m1 |\u{1b}[0m x\n");
        assert_eq!(shown.len(), 2);
        let bold_red = Style::new().fg(Color::Indexed(9)).add_modifier(Modifier::BOLD);
        assert_eq!((shown[0].spans[0].content.as_ref(), shown[0].spans[0].style), ("error", bold_red));
        assert_eq!(shown[0].spans[1].style, Style::new());
        assert_eq!(shown[1].spans[0].style, Style::new().fg(Color::Indexed(12)));
    }

    #[test]
    fn nothing_but_text_and_colours_comes_through() {
        let nasty = "a\u{1b}[2J\u{1b}[10;10Hb\u{1b}]0;title\u{7}c\u{1b}]52;c;aGk=\u{1b}\\d\re\u{8}f\u{9b}2Jg";
        assert_eq!(plain(nasty), "abcdefg\n".replace('g', "2Jg"));
    }

    #[test]
    fn tabs_are_blanks_and_empty_lines_are_kept() {
        assert_eq!(plain("a\tb\n\n\tc"), "a   b\n\n    c\n");
    }
}
