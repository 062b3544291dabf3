//! Where a live view is shown: on a screen of its own, or in plain lines.

use std::sync::mpsc::Sender;

use kata_console::{Failure, Keys};

use super::draw::Reach;
use super::events::{LiveEvent, read_lines};
use super::lines;
use super::picture::Picture;
use super::screen::Screen;

/// A terminal that a view has for itself.
pub(crate) struct Full {
    screen: Screen,
    /// They come one by one, as long as this lives.
    _keys: Keys,
    /// What is on the screen.
    shown: Option<Picture>,
    /// How far it can be scrolled.
    reach: Reach,
}

/// Where a live view is shown. Dropping it gives the terminal back: first the screen, then the keys.
pub(crate) enum Display {
    /// On a screen of its own, which shows the whole picture each time it changes.
    Full(Box<Full>),
    /// In lines, one for each thing that happens.
    Plain,
}

impl Display {
    /// Takes the terminal, if there is one and it is wanted; begins to listen to what is typed.
    pub(crate) fn begin(sender: &Sender<LiveEvent>) -> Display {
        if Screen::is_wanted() {
            let heard = sender.clone();
            let keys = Keys::listen(move |heard_now| heard.send(LiveEvent::Terminal(heard_now)).is_ok());
            if let Some(keys) = keys
                && let Ok(screen) = Screen::take()
            {
                let full = Full { screen, _keys: keys, shown: None, reach: Reach::default() };
                return Display::Full(Box::new(full));
            }
        }
        read_lines(sender.clone());
        Display::Plain
    }

    /// Whether the picture is shown as a whole.
    pub(crate) fn is_full(&self) -> bool {
        matches!(self, Display::Full(_))
    }

    /// Shows the picture, if it is another than is shown.
    pub(crate) fn show(&mut self, picture: &Picture) -> Result<(), Failure> {
        let Display::Full(full) = self else { return Ok(()) };
        if full.shown.as_ref() == Some(picture) {
            return Ok(());
        }
        // A terminal that cannot be written to is gone, and so is the person before it.
        full.reach = full.screen.show(picture).map_err(|_| Failure::Interrupted)?;
        full.shown = Some(picture.clone());
        Ok(())
    }

    /// Draws anew, whatever is shown.
    pub(crate) fn forget(&mut self) {
        if let Display::Full(full) = self {
            full.shown = None;
        }
    }

    /// How far the lower part can be scrolled.
    pub(crate) fn reach(&self) -> Reach {
        if let Display::Full(full) = self { full.reach } else { Reach::default() }
    }

    /// Tells something in a line, where there are lines.
    pub(crate) fn say(&self, left_ms: u64, text: &str) -> Result<(), Failure> {
        if self.is_full() { Ok(()) } else { lines::say(left_ms, text) }
    }
}
