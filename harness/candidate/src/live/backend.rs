//! What the live view draws to: crossterm, but for the size, which is that of the terminal behind stdout.
//!
//! crossterm asks the terminal that the process was started from, which need not be the one that is drawn on.

use std::io::{self, Stdout};

use ratatui_core::backend::{Backend, ClearType, WindowSize};
use ratatui_core::buffer::Cell;
use ratatui_core::layout::{Position, Size};
use ratatui_crossterm::CrosstermBackend;

/// How many columns and rows a terminal has that does not say.
const USUAL: (u16, u16) = (80, 24);

/// The terminal behind stdout.
pub(super) struct Drawn(CrosstermBackend<Stdout>);

impl Drawn {
    /// Nothing is written yet.
    pub(super) fn new() -> Drawn {
        Drawn(CrosstermBackend::new(io::stdout()))
    }
}

impl Backend for Drawn {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.0.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.0.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        let (columns, rows) = kata_console::terminal_size().unwrap_or(USUAL);
        Ok(Size::new(columns, rows))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}
