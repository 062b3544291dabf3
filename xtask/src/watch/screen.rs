//! What a watch shows: one calm frame on a terminal, plain lines anywhere else.

use std::io::IsTerminal;

use kata_console::Failure;

const CLEAR: &str = "\x1b[H\x1b[J";
const CLEAR_LINE: &str = "\r\x1b[K";

/// Where a watch shows what it knows.
pub(crate) struct Screen {
    is_terminal: bool,
}

impl Screen {
    /// The screen behind stdout.
    pub(crate) fn new() -> Screen {
        Screen { is_terminal: std::io::stdout().is_terminal() && !kata_console::is_dumb() }
    }

    /// Whether frames replace one another.
    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// How many columns and rows a frame may have; None where it can be scrolled.
    pub(crate) fn size(&self) -> Option<(usize, usize)> {
        let (columns, rows) = kata_console::terminal_size().filter(|_| self.is_terminal)?;
        Some((usize::from(columns), usize::from(rows).max(12)))
    }

    /// Shows a frame in the place of the last one.
    pub(crate) fn frame(&self, text: &str) -> Result<(), Failure> {
        if self.is_terminal { kata_console::print(&format!("{CLEAR}{}", raw(text))) } else { kata_console::print(text) }
    }

    /// Replaces the last line. Anywhere but on a terminal it is a line of its own.
    pub(crate) fn status(&self, text: &str) -> Result<(), Failure> {
        if self.is_terminal {
            kata_console::print(&format!("{CLEAR_LINE}{}", raw(text)))
        } else {
            kata_console::print(&format!("{text}\n"))
        }
    }

    /// Replaces the last line where that costs nothing; a log would fill up with it.
    pub(crate) fn progress(&self, text: &str) -> Result<(), Failure> {
        if self.is_terminal { self.status(text) } else { Ok(()) }
    }
}

/// In raw mode a line feed goes down only.
fn raw(text: &str) -> String {
    text.replace('\n', "\r\n")
}
