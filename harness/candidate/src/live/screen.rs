//! The terminal while a live view has it: the alternate screen, taken and given back.

use std::io::{self, IsTerminal, Stdout};
use std::mem::ManuallyDrop;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ThreadId;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui_core::terminal::Terminal;
use ratatui_crossterm::CrosstermBackend;

use super::draw::{Reach, draw};
use super::picture::Picture;

/// Whether the alternate screen is shown now.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The alternate screen, as long as this lives. Dropping it shows what was there before.
pub(crate) struct Screen {
    /// Never dropped: its destructor would tell stderr that the cursor of a closed terminal cannot be shown, and panic since that is closed too.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
}

impl Screen {
    /// Whether a person looks at a terminal that may be drawn on: there is one, and NO_COLOR does not ask for plain lines.
    pub(crate) fn is_wanted() -> bool {
        let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        !is_plain && !is_dumb && io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Takes the terminal. Call it after the keys were taken, so that a panic gives this back first.
    pub(crate) fn take() -> io::Result<Screen> {
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        give_back_on_panic(std::thread::current().id());
        IS_TAKEN.store(true, Ordering::SeqCst);
        let screen = Screen { terminal: ManuallyDrop::new(terminal) };
        // Not the terminal's own `clear`: it asks where the cursor is, and not every terminal answers.
        execute!(io::stdout(), EnterAlternateScreen, Hide, Clear(ClearType::All), EnableBracketedPaste)?;
        Ok(screen)
    }

    /// Shows a picture. Only what differs from the last one is written.
    pub(crate) fn show(&mut self, picture: &Picture) -> io::Result<Reach> {
        let mut reach = Reach::default();
        self.terminal.draw(|frame| reach = draw(frame, picture))?;
        Ok(reach)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        // Nothing more can be done for a terminal that is gone.
        let _ = execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    }
}

/// A panic of the view's own thread is told on the screen that was there before. What a worker panics with is told by the view, which goes on.
fn give_back_on_panic(viewer: ThreadId) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let is_viewers = std::thread::current().id() == viewer;
            if is_viewers {
                give_back();
            }
            if is_viewers || !IS_TAKEN.load(Ordering::SeqCst) {
                before(info);
            }
        }));
    });
}
